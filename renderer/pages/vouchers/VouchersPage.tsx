import './vouchers.css';
import { useEffect, useRef, useState } from 'react';
import { useRoute } from '../../frame/routes.ts';
import { VoucherList, type ListFilters } from './VoucherList.tsx';
import { useBooks } from './useBooks.ts';
import { NewVoucher, VoucherPage } from './VoucherPage.tsx';

/** Vouchers (凭证): the list, `#/vouchers/12` one of them, `#/vouchers?new=1` a new one. */
export function VouchersPage() {
  const { id, params } = useRoute();
  const reading = useBooks();
  const wantedPeriod = params.get('period');
  const [filters, setFilters] = useState<ListFilters>({ period: wantedPeriod, state: '', word: '' });
  const cameFrom = useRef<number | null>(null);
  useEffect(() => {
    if (id !== null) cameFrom.current = id;
  }, [id]);

  const fresh = params.get('new');
  const copy = Number(params.get('copy') ?? '');
  return (
    <div className="vouchers">
      {fresh !== null ? (
        <NewVoucher
          key={`new ${fresh}`}
          reading={reading}
          copyOf={Number.isSafeInteger(copy) && copy > 0 ? copy : null}
        />
      ) : id !== null ? (
        <VoucherPage reading={reading} id={id} />
      ) : (
        <VoucherList
          filters={filters}
          onFilter={(change) => setFilters((before) => ({ ...before, ...change }))}
          cameFrom={cameFrom.current}
        />
      )}
    </div>
  );
}
