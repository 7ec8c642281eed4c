import type { ReactNode } from 'react';
import { go, useRoute } from '../../frame/routes.ts';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { tabOf, TABS } from './view.ts';

/** The page around each of its tabs: heading with day and search, the tabs with what narrows them, and a drawer beside. */
export function AssetsFrame(props: {
  filters?: ReactNode;
  narrow?: ReactNode;
  actions?: ReactNode;
  banner?: ReactNode;
  drawer?: ReactNode;
  children: ReactNode;
}) {
  const route = useRoute();
  return (
    <Page title="固定资产" filters={props.filters} actions={props.actions} banner={props.banner}>
      <div className="assets-body">
        <div className="assets-bar">
          <Tabs
            label="固定资产的内容"
            value={tabOf(route.params)}
            tabs={TABS}
            onChange={(tab) => go('assets', null, tab === 'cards' ? {} : { tab })}
          />
          {props.narrow && <div className="page-filters">{props.narrow}</div>}
        </div>
        {props.children}
      </div>
      {props.drawer}
    </Page>
  );
}
