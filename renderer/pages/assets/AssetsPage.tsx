import './assets.css';
import { useEffect } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { CardsTab } from './CardsTab.tsx';
import { ClearingTab } from './ClearingTab.tsx';
import { DepreciationTab } from './DepreciationTab.tsx';
import { PlanTab } from './PlanTab.tsx';
import { ReliefTab } from './ReliefTab.tsx';
import { StocktakeTab } from './StocktakeTab.tsx';
import { tabOf } from './view.ts';

/** 固定资产: cards, the plan of the greenhouses, depreciation by the month, stock-takes, clearings, the relief ledger. */
export function AssetsPage() {
  const { params } = useRoute();
  const event = Number(params.get('event') ?? 0);
  // Whoever came from a voucher is led on to what it is of.
  const place = useCall('assets.ofEvent', event > 0 ? { eventId: event } : null).value;
  useEffect(() => {
    if (place) settleAt(place);
  }, [place]);
  switch (tabOf(params)) {
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

function settleAt(place: Output<'assets.ofEvent'>): void {
  switch (place.at) {
    case 'card':
      return settle('assets', place.assetId);
    case 'depreciation':
      return settle('assets', null, { tab: 'depreciation', month: place.period });
    case 'clearing':
      return settle('assets', null, { tab: 'clearing', at: String(place.disposalId) });
    case 'stocktake':
      return settle('assets', null, { tab: 'stocktake', at: String(place.stocktakeId) });
    case 'list':
      return settle('assets');
  }
}
