import { useSession } from '../../frame/session.ts';
import { Page } from '../../parts/Page.tsx';

/** 互助资金: the association's own page. */
export function FundPage() {
  const { fund } = useSession();
  return (
    <Page title="互助资金" sub={fund?.name}>
      <span />
    </Page>
  );
}
