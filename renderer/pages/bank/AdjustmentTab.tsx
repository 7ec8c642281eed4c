import { formatYuan } from '../../../shared/rules/money.ts';
import { go } from '../../frame/routes.ts';
import { Banner } from '../../parts/Notice.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import type { Item, Sheet } from './columns.ts';

/** 余额调节表 as it prints: from either balance to what both would say. */
export function AdjustmentTab({ sheet, unit }: { sheet: Sheet; unit: string }) {
  const { differenceFen } = sheet;
  return (
    <div className="adjustment">
      {differenceFen === null ? null : differenceFen === 0 ? (
        <Banner kind="info">
          调节后余额<b>相等</b>，两边都是 <b className="figures">{formatYuan(sheet.adjustedBookFen)}</b> 元。
        </Banner>
      ) : (
        <Banner kind="error">
          调节后余额<b>不相等</b>，账面比银行{differenceFen > 0 ? '多' : '少'}{' '}
          <b className="figures">{formatYuan(Math.abs(differenceFen))}</b> 元。
        </Banner>
      )}
      {sheet.notes.map((note) => (
        <Banner key={note} kind="warning">
          {note}
        </Banner>
      ))}
      <article className="sheet" aria-label="余额调节表">
        <h2>银行存款余额调节表</h2>
        <p className="adjustment-head">
          <span>{unit}</span>
          <span>
            {sheet.bankName} · {sheet.period} 月末
          </span>
          <span>单位：元</span>
        </p>
        <table>
          <colgroup>
            {Array.from({ length: 6 }, (_, index) => (
              <col key={index} />
            ))}
          </colgroup>
          <tbody>
            <tr className="strong">
              <Sum title="企业账面余额" fen={sheet.bookFen} isWritten edge />
              <Sum title="银行对账单余额" fen={sheet.bankFen} isWritten />
            </tr>
            <tr className="part">
              <Sum title="加：银行已收、企业未收" fen={sheet.bankReceivedFen} edge />
              <Sum title="加：企业已收、银行未收" fen={sheet.bookReceivedFen} />
            </tr>
            <Items left={sheet.bankReceived} right={sheet.bookReceived} />
            <tr className="part">
              <Sum title="减：银行已付、企业未付" fen={sheet.bankPaidFen} edge />
              <Sum title="减：企业已付、银行未付" fen={sheet.bookPaidFen} />
            </tr>
            <Items left={sheet.bankPaid} right={sheet.bookPaid} />
            <tr className="strong">
              <Sum
                title="调节后余额"
                fen={sheet.bankFen === null ? null : sheet.adjustedBookFen}
                isWritten
                edge
              />
              <Sum title="调节后余额" fen={sheet.adjustedBankFen} isWritten />
            </tr>
          </tbody>
        </table>
      </article>
    </div>
  );
}

function Sum(props: { title: string; fen: number | null; isWritten?: boolean; edge?: boolean }) {
  return (
    <>
      <th colSpan={2} scope="row">
        {props.title}
      </th>
      <Fen fen={props.fen} isWritten={props.isWritten ?? false} edge={props.edge ?? false} />
    </>
  );
}

/** Both lists side by side, so that what follows them stands level. */
function Items({ left, right }: { left: readonly Item[]; right: readonly Item[] }) {
  const count = Math.max(left.length, right.length);
  return Array.from({ length: count }, (_, index) => (
    <tr key={index}>
      <Half item={left[index]} edge />
      <Half item={right[index]} edge={false} />
    </tr>
  ));
}

function Half({ item, edge }: { item: Item | undefined; edge: boolean }) {
  if (!item) return <td colSpan={3} className={edge ? 'edge' : ''} />;
  return (
    <>
      <td className="figures">{item.date}</td>
      <td>
        <ItemName item={item} />
      </td>
      <Fen fen={item.inFen + item.outFen} edge={edge} />
    </>
  );
}

function ItemName({ item }: { item: Item }) {
  const { voucherId, reference, summary, counter, ageDays } = item;
  const age = ageDays > 31 ? <small> 已挂 {ageDays} 天</small> : null;
  if (voucherId === null) {
    return (
      <>
        {item.openingId === null ? [summary, counter].filter(Boolean).join(' ') : `${reference} ${summary}`}
        {age}
      </>
    );
  }
  return (
    <>
      <button type="button" className="link" title="打开这张凭证" onClick={() => go('vouchers', voucherId)}>
        {reference}
      </button>{' '}
      {summary}
      {age}
    </>
  );
}

function Fen({
  fen,
  isWritten = false,
  edge = false,
}: {
  fen: number | null;
  isWritten?: boolean;
  edge?: boolean;
}) {
  const text = fen === null ? '—' : isWritten ? formatYuan(fen) : yuanOrDash(fen);
  const classes = ['figures right', fen !== null && fen < 0 ? 'negative' : '', edge ? 'edge' : ''];
  return <td className={classes.filter(Boolean).join(' ')}>{text}</td>;
}
