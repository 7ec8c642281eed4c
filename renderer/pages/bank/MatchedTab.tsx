import { useState } from 'react';
import { asRefusal, call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { notify } from '../../parts/Notice.tsx';
import { MATCH_COLUMNS, type Match, type Sheet } from './columns.ts';
import { Verdict } from './Verdict.tsx';

/** What was settled in this month; a wrong one is undone and stands open again on both sides. */
export function MatchedTab({ sheet }: { sheet: Sheet }) {
  const [picked, setPicked] = useState<number | null>(null);
  const match = sheet.matches.find(({ matchId }) => matchId === picked) ?? null;
  async function undo(): Promise<void> {
    if (!match) return;
    try {
      await call('bank.unmatch', { matchId: match.matchId });
      notify('已取消勾对，两边又列在未达里。');
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  return (
    <>
      <Grid<Match>
        label="本月勾对"
        columns={MATCH_COLUMNS}
        rows={sheet.matches}
        rowId={({ matchId }) => matchId}
        onSelect={(rows) => setPicked(rows[0]?.matchId ?? null)}
        empty={`${sheet.period} 还没有勾对的。`}
      />
      <div className="bank-bar" role="group" aria-label="选中的勾对">
        <Button writes disabled={!match} title="选一组，取消后重新勾对" onClick={() => void undo()}>
          取消勾对
        </Button>
        <span className="quiet">跨月勾对的列在后发生的那个月。</span>
      </div>
      <Verdict sheet={sheet} />
    </>
  );
}
