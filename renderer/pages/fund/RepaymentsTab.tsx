import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { NumberField, SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { goToVoucher, repaymentColumns } from './columns.ts';
import { useFund, useView } from './context.ts';
import type { Repayment } from './words.ts';

type Fee = Output<'fund.fees'>[number];

const FEE_COLUMNS: readonly Column<Fee>[] = [
  { field: 'date', title: '收费日期', kind: 'date', width: 88 },
  { field: 'loanNo', title: '借据号', kind: 'code', width: 94 },
  { field: 'name', title: '借款人', kind: 'text', width: 72 },
  { field: 'kind', title: '项目', kind: 'text', width: 70, words: { usage: '占用费', penalty: '逾期加收' } },
  { field: 'span', title: '计费期间', kind: 'code', width: 166, value: (row) => `${row.from} 至 ${row.to}` },
  { field: 'text', title: '算式', kind: 'text', width: 320, tooltip: (row) => row.text },
  { field: 'fen', title: '应收', kind: 'money', width: 84, total: true },
  { field: 'paidFen', title: '实收', kind: 'money', width: 84, total: true, strong: true },
  { field: 'waivedFen', title: '减免', kind: 'money', width: 70, total: true },
];

/** The years that can be looked at: this one unless another is typed. */
export function useYear(first?: number) {
  const { asOf } = useView();
  const usual = first ?? Number(asOf.slice(0, 4));
  const [typed, setTyped] = useState(String(usual));
  const year = /^(19|20)\d{2}$/u.test(typed) ? Number(typed) : usual;
  return {
    year,
    field: <NumberField bare label="年度" width={84} value={typed} suffix="年" onChange={setTyped} />,
  };
}

/** 还款台账 and 占用费台账 of a year. */
export function RepaymentsTab() {
  const fund = useFund();
  const { look, show } = useView();
  const { year, field } = useYear();
  const print = usePrint();
  const [selected, setSelected] = useState<Repayment | null>(null);
  const [undoing, setUndoing] = useState(false);
  const fees = look === 'fees';
  const repayments = useCall('fund.repayments', fees ? null : { entityId: fund.id, year });
  const lines = useCall('fund.fees', fees ? { entityId: fund.id, year } : null);
  const rows = repayments.value ?? [];
  // What was taken back stands among the repayments, in red.
  const feeRows = (lines.value ?? []).filter((row) => !row.isUndone);
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const columns = useMemo(() => repaymentColumns((id) => show({ tab: 'loans', open: id })), [show]);
  const stands = current !== null && current.reversesId === null && !current.isUndone;
  return (
    <>
      <Into place="filters">
        <SelectField
          bare
          label="哪本台账"
          value={fees ? 'fees' : 'repayments'}
          onChange={(next) => show({ look: next === 'fees' ? 'fees' : '' })}
          choices={[
            { value: 'repayments', label: '还款台账' },
            { value: 'fees', label: '占用费台账' },
          ]}
        />
        {field}
      </Into>
      <Into place="actions">
        {!fees && (
          <>
            <Button
              disabled={!stands || current.kind !== 'repayment' || current.totalFen <= 0}
              onClick={() =>
                current && print({ document: 'fund-receipt', entityId: fund.id, repaymentId: current.id })
              }
            >
              收据
            </Button>
            <Button
              disabled={!current || current.eventId === null}
              onClick={() => current && void goToVoucher(fund.id, current.eventId)}
            >
              看凭证
            </Button>
            <Button writes disabled={!stands || current.eventId === null} onClick={() => setUndoing(true)}>
              冲销…
            </Button>
          </>
        )}
        <Button
          disabled={fees ? feeRows.length === 0 : rows.length === 0}
          onClick={() =>
            void (fees
              ? exportXlsx(`${fund.name}${year}占用费台账.xlsx`, FEE_COLUMNS, feeRows, '行')
              : exportXlsx(`${fund.name}${year}还款台账.xlsx`, columns, rows, '笔'))
          }
        >
          导出 Excel
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={fees ? feeRows.length === 0 : rows.length === 0}
          onClick={() =>
            print(
              fees
                ? { document: 'fund-fees', entityId: fund.id, year }
                : { document: 'fund-repayments', entityId: fund.id, year },
            )
          }
        >
          打印台账
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner
          error={repayments.error ?? lines.error}
          onRetry={fees ? lines.reload : repayments.reload}
        />
      </Into>
      {fees ? (
        <Grid<Fee>
          label="占用费台账"
          columns={FEE_COLUMNS}
          rows={feeRows}
          rowId={(row) => row.id}
          totals={{ unit: '行' }}
          loading={lines.loading}
          failed={lines.error !== null}
          onOpen={(row) => show({ tab: 'loans', open: row.loanId })}
          empty={`${year} 年没有收占用费。`}
        />
      ) : (
        <Grid<Repayment>
          label="还款台账"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          loading={repayments.loading}
          failed={repayments.error !== null}
          rowClass={(row) => (row.reversesId !== null ? 'red' : row.isUndone ? 'faded' : undefined)}
          onSelect={([row]) => setSelected(row ?? null)}
          onOpen={(row) => show({ tab: 'loans', open: row.loanId })}
          empty={`${year} 年没有还款。在“借款”里选一笔，按“还款”。`}
        />
      )}
      {undoing && current && (
        <ReasonDialog
          title="冲销还款"
          danger
          dated
          saveLabel="冲销"
          onClose={() => setUndoing(false)}
          onSave={async ({ date, reason }) => {
            if (current.eventId === null) return;
            const done = await call('fund.reverse', { id: current.eventId, date, reason });
            notify(`已冲销 ${current.name} ${current.date} 的还款 ${formatYuan(current.totalFen)} 元。`);
            notifyWarnings(done.warnings);
          }}
        >
          <p className="form-note">
            {current.date} {current.name} {current.loanNo} {formatYuan(current.totalFen)}{' '}
            元。原来的登记和凭证保留不动，另开红字；借款余额恢复。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
