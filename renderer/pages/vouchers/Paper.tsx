import type { KeyboardEventHandler, ReactNode, Ref } from 'react';
import { amountInWords } from '../../../shared/rules/amountInWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Totals } from './sheet.ts';

interface PaperProps {
  /** 记字第 3 号. */
  number: ReactNode;
  date: ReactNode;
  attachments: ReactNode;
  totals: Totals;
  withQuantity: boolean;
  /** While it is typed, a column for removing lines, and words on how to balance. */
  typing: boolean;
  /** Rows under the last, so that a short voucher looks like the form. */
  fillers: number;
  /** 作废, 已冲销: stamped across. */
  stamp: string;
  signatures: readonly { title: string; name: string | null }[];
  bodyRef?: Ref<HTMLTableSectionElement>;
  onBodyKeyDown?: KeyboardEventHandler;
  onHeadKeyDown?: KeyboardEventHandler;
  /** Under the last row: more lines to come. */
  more?: ReactNode;
  children: ReactNode;
}

/** The customary form of a 记账凭证, on screen. */
export function Paper(props: PaperProps) {
  const { totals, withQuantity, typing } = props;
  return (
    <div className="voucher-paper">
      <h2>记账凭证</h2>
      <div className="voucher-head" onKeyDown={props.onHeadKeyDown}>
        <div>{props.number}</div>
        <div className="voucher-date">{props.date}</div>
        <div className="voucher-sheets">{props.attachments}</div>
      </div>
      <div className="voucher-lines">
        <table aria-label="分录">
          <colgroup>
            <col style={{ width: 30 }} />
            <col />
            <col style={{ width: '24%' }} />
            <col style={{ width: withQuantity ? '17%' : '20%' }} />
            {withQuantity && <col style={{ width: 84 }} />}
            <col style={{ width: 128 }} />
            <col style={{ width: 128 }} />
            {typing && <col style={{ width: 26 }} />}
          </colgroup>
          <thead>
            <tr>
              <th aria-label="行号" />
              <th>摘要</th>
              <th>科目</th>
              <th>辅助核算</th>
              {withQuantity && <th className="right">数量</th>}
              <th className="right">借方金额</th>
              <th className="right">贷方金额</th>
              {typing && <th aria-label="去掉" />}
            </tr>
          </thead>
          <tbody ref={props.bodyRef} onKeyDown={props.onBodyKeyDown}>
            {props.children}
            {Array.from({ length: Math.max(0, props.fillers) }, (_, index) => (
              <tr key={`filler${index}`} className="voucher-filler" aria-hidden="true">
                {Array.from({ length: 6 + Number(withQuantity) + Number(typing) }, (_cell, column) => (
                  <td key={column} />
                ))}
              </tr>
            ))}
            {props.more}
          </tbody>
          <tfoot>
            <tr>
              <td />
              <td colSpan={withQuantity ? 4 : 3}>
                <InWords totals={totals} typing={typing} />
              </td>
              <Sum fen={totals.debitFen} label="借方合计" />
              <Sum fen={totals.creditFen} label="贷方合计" />
              {typing && <td />}
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="voucher-signatures">
        {props.signatures.map(({ title, name }) => (
          <span key={title}>
            {title} <b>{name ?? ''}</b>
          </span>
        ))}
      </div>
      {props.stamp && <div className="voucher-stamp">{props.stamp}</div>}
    </div>
  );
}

function InWords({ totals, typing }: { totals: Totals; typing: boolean }) {
  const { debitFen, differenceFen, unreadable } = totals;
  if (unreadable) return <span className="negative">合计：有金额认不出来</span>;
  if (differenceFen !== 0) {
    return (
      <span className="negative">
        合计：借贷不平，{differenceFen > 0 ? '借' : '贷'}方多 {formatYuan(Math.abs(differenceFen))} 元
        {typing && '，在金额格里按 = 补平'}
      </span>
    );
  }
  return (
    <>
      合计：
      <span className={debitFen < 0 ? 'negative' : ''}>{debitFen === 0 ? '' : amountInWords(debitFen)}</span>
    </>
  );
}

function Sum({ fen, label }: { fen: number; label: string }) {
  return (
    <td className={fen < 0 ? 'figures negative' : 'figures'} aria-label={label}>
      {fen === 0 ? '' : formatYuan(fen)}
    </td>
  );
}
