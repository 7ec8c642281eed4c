import { useRoute } from '../../frame/routes.ts';
import { TABS, type Tab } from './Frame.tsx';
import { InspectTab } from './InspectTab.tsx';
import { LedgerTab } from './LedgerTab.tsx';
import { ProgrammeDesk } from './ProgrammeDesk.tsx';
import { ProgrammesTab } from './ProgrammesTab.tsx';
import { SummaryTab } from './SummaryTab.tsx';

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  ledger: LedgerTab,
  inspect: InspectTab,
  awards: ProgrammesTab,
  summary: SummaryTab,
};

/** 户产业与奖补: the households' industries by year, their inspections, and what was awarded. */
export function IndustryPage() {
  const { id, params } = useRoute();
  if (id !== null) return <ProgrammeDesk id={id} />;
  const View = VIEWS[TABS.find((one) => one.value === params.get('tab'))?.value ?? 'ledger'];
  return <View />;
}
