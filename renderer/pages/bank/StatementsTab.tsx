import { useState } from 'react';
import { call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { STATEMENT_COLUMNS, type Statement } from './columns.ts';

/** The statements that came in, latest first; the last one can be taken out again. */
export function StatementsTab(props: {
  statements: readonly Statement[];
  loading: boolean;
  onImport: () => void;
}) {
  const [picked, setPicked] = useState<number | null>(null);
  const [removing, setRemoving] = useState<Statement | null>(null);
  const statement = props.statements.find(({ id }) => id === picked) ?? null;
  return (
    <>
      <Grid<Statement>
        label="对账单"
        columns={STATEMENT_COLUMNS}
        rows={props.statements}
        rowId={({ id }) => id}
        loading={props.loading}
        onSelect={(rows) => setPicked(rows[0]?.id ?? null)}
        empty={
          <Empty
            title="还没有对账单"
            actions={
              <Button kind="primary" onClick={props.onImport}>
                导入对账单…
              </Button>
            }
          >
            从网上银行导出这个账户的交易明细，整份导入。同一份导两次不会重复。
          </Empty>
        }
      />
      <div className="bank-bar" role="group" aria-label="选中的对账单">
        <Button
          writes
          disabled={!statement || statement.kept !== null}
          onClick={() => setRemoving(statement)}
        >
          删除…
        </Button>
        <span className="quiet">{statement?.kept ?? '选一份可以删除；删除后它的勾对一并取消。'}</span>
      </div>
      {removing && (
        <ReasonDialog
          title="删除对账单"
          saveLabel="删除"
          danger
          onClose={() => setRemoving(null)}
          onSave={async ({ reason }) => {
            await call('bank.removeStatement', { id: removing.id, reason });
            notify(`已删除 ${removing.from} 至 ${removing.to} 的对账单。`);
          }}
        >
          <p>
            {removing.bankName} {removing.from} 至 {removing.to} 的 {removing.lines} 笔流水全部删除
            {removing.matched > 0 ? `，其中 ${removing.matched} 笔已勾对的也一并取消` : ''}
            。凭证不动，文件可以再导入。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
