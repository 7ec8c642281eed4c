import { useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { Verdict } from './Verdict.tsx';
import {
  BANK_COLUMNS,
  BOOK_COLUMNS,
  matchInput,
  partnersOf,
  sumOf,
  type Item,
  type Sheet,
} from './columns.ts';

type Ticked = { bank: ReadonlySet<string>; book: ReadonlySet<string> };
const NONE: Ticked = { bank: new Set(), book: new Set() };

/** Both sides' open items side by side; what belongs together is ticked (空格) on either side and matched. */
export function MatchTab({ sheet, onImport }: { sheet: Sheet; onImport: () => void }) {
  const [ticked, setTicked] = useState<Ticked>(NONE);
  const bankGrid = useRef<GridHandle<Item>>(null);
  const bookGrid = useRef<GridHandle<Item>>(null);
  const bank = byDate([...sheet.bankReceived, ...sheet.bankPaid]);
  const book = byDate([...sheet.bookReceived, ...sheet.bookPaid]);
  // Only what still stands there: a tick goes with its row.
  const bankTicked = bank.filter(({ key }) => ticked.bank.has(key));
  const bookTicked = book.filter(({ key }) => ticked.book.has(key));
  const count = bankTicked.length + bookTicked.length;
  const differenceFen = sumOf(bankTicked) - sumOf(bookTicked);
  const isReady = count > 1 && differenceFen === 0;

  async function match(): Promise<void> {
    try {
      await call('bank.match', matchInput([...bankTicked, ...bookTicked]));
      bankGrid.current?.clearSelection();
      bookGrid.current?.clearSelection();
      setTicked(NONE);
      notify(`已勾对 ${count} 笔。`);
      const next = bank.find(({ key }) => !ticked.bank.has(key));
      if (next) requestAnimationFrame(() => bankGrid.current?.focus(next.key));
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  /** Enter: to the row of the other side that it could go with. */
  function findPartner(item: Item): void {
    const isBank = item.side === 'bank';
    const [partner] = partnersOf(item, isBank ? book : bank);
    if (partner) (isBank ? bookGrid : bankGrid).current?.focus(partner.key);
    else notify(`${isBank ? '账面' : '银行流水'}里没有金额、收支相同的一笔。`, 'warning');
  }
  const old = (item: Item): string | undefined => (item.openingId !== null ? 'faded' : undefined);

  const noStatement = sheet.start === null;
  return (
    <>
      {!noStatement &&
        sheet.notes.map((note) => (
          <Banner key={note} kind="warning">
            {note}
          </Banner>
        ))}
      <div className="bank-sides">
        <section aria-label="银行一边">
          <h2>
            银行流水<small>企业账上还没有的</small>
          </h2>
          <Grid<Item>
            gridRef={bankGrid}
            label="银行流水"
            columns={BANK_COLUMNS}
            rows={bank}
            rowId={({ key }) => key}
            selection="multiple"
            totals={{ unit: '笔' }}
            rowClass={old}
            onOpen={findPartner}
            onSelect={(rows) => setTicked((now) => ({ ...now, bank: keysOf(rows) }))}
            empty={
              noStatement ? (
                <Empty
                  title="还没有对账单"
                  actions={
                    <Button kind="primary" onClick={onImport}>
                      导入对账单…
                    </Button>
                  }
                >
                  从网上银行导出这个账户的交易明细（Excel 或 CSV），整份导入；先试读，看好了再写入。
                </Empty>
              ) : (
                '银行的每一笔，账上都有了。'
              )
            }
          />
        </section>
        <section aria-label="账面一边">
          <h2>
            账面<small>银行流水里还没有的</small>
          </h2>
          <Grid<Item>
            gridRef={bookGrid}
            label="账面"
            columns={BOOK_COLUMNS}
            rows={book}
            rowId={({ key }) => key}
            selection="multiple"
            totals={{ unit: '笔' }}
            rowClass={(item) => (item.inFen < 0 || item.outFen < 0 ? 'red' : old(item))}
            onOpen={findPartner}
            onSelect={(rows) => setTicked((now) => ({ ...now, book: keysOf(rows) }))}
            empty={noStatement ? '导入对账单以后，这里列出银行还没有的。' : '账上的每一笔，银行都有了。'}
          />
        </section>
      </div>
      <div className="bank-bar" role="group" aria-label="勾对选中的">
        <Button
          kind="primary"
          shortcut="Ctrl+M"
          writes
          disabled={!isReady}
          title={isReady ? '把选中的勾对到一起' : '两边选到金额相等才能勾对；同一边互相抵消的两笔也可以'}
          onClick={() => void match()}
        >
          勾对
        </Button>
        <span>
          银行选 {bankTicked.length} 笔 <b className="figures">{formatYuan(sumOf(bankTicked))}</b>
        </span>
        <span>
          账面选 {bookTicked.length} 笔 <b className="figures">{formatYuan(sumOf(bookTicked))}</b>
        </span>
        <span className={differenceFen === 0 ? 'quiet' : 'negative'}>
          相差 <b className="figures">{formatYuan(differenceFen)}</b>
        </span>
        <span className="quiet">空格选中，回车找对方</span>
      </div>
      <Verdict sheet={sheet} />
    </>
  );
}

const keysOf = (rows: readonly Item[]): ReadonlySet<string> => new Set(rows.map(({ key }) => key));

function byDate(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
