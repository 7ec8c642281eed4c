import './assets.css';
import { useRoute } from '../../frame/routes.ts';
import { CardsTab } from './CardsTab.tsx';
import { ClearingTab } from './ClearingTab.tsx';
import { DepreciationTab } from './DepreciationTab.tsx';
import { PlanTab } from './PlanTab.tsx';
import { ReliefTab } from './ReliefTab.tsx';
import { StocktakeTab } from './StocktakeTab.tsx';
import { tabOf } from './view.ts';

/** 固定资产: cards, the plan of the greenhouses, depreciation by the month, stock-takes, clearings, the relief ledger. */
export function AssetsPage() {
  switch (tabOf(useRoute().params)) {
    case 'cards':
      return <CardsTab />;
    case 'plan':
      return <PlanTab />;
    case 'depreciation':
      return <DepreciationTab />;
    case 'stocktake':
      return <StocktakeTab />;
    case 'clearing':
      return <ClearingTab />;
    case 'relief':
      return <ReliefTab />;
  }
}
