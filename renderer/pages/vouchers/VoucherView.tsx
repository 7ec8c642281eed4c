import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { PovertyMark } from './LineRow.tsx';
import { Paper } from './Paper.tsx';
import { FORM_LINES } from './VoucherEditor.tsx';
import type { Books } from './useBooks.ts';
import { longDate, stateOf, whyFixed, type Voucher } from './words.ts';

type Line = Voucher['lines'][number];

/** A dividend's voucher has a line a member; the first screenfuls are drawn at once. */
const LINES_AT_ONCE = 300;

/** A voucher whose figures stand. While it isn't posted its words and its count of sheets can still be mended. */
export function VoucherView({ given, books }: { given: Voucher; books: Books }) {
  const { voucher, lines } = given;
  const { readOnly } = useSession();
  const canAnnotate = !readOnly && (voucher.state === 'draft' || voucher.state === 'reviewed');
  const [attachments, setAttachments] = useState<string | null>(null);
  const [summaries, setSummaries] = useState<Readonly<Record<number, string>>>({});
  const [error, setError] = useState('');
  const [all, setAll] = useState(false);
  const dirty =
    (attachments !== null && attachments !== String(voucher.attachments)) ||
    lines.some((line) => summaries[line.no] !== undefined && summaries[line.no] !== line.summary);

  async function annotate(): Promise<void> {
    setError('');
    const count = attachments?.trim() ?? '';
    if (!/^\d{0,4}$/u.test(count)) {
      setError('附单据张数是 0 到 9999 的整数。');
      return;
    }
    const changed = lines.filter((line) => (summaries[line.no] ?? line.summary) !== line.summary);
    if (changed.some((line) => summaries[line.no]?.trim() === '')) {
      setError('摘要不能空着，请写明是什么业务。');
      return;
    }
    try {
      await call('vouchers.annotate', {
        id: voucher.id,
        ...(attachments === null ? {} : { attachments: Number(count || '0') }),
        summaries: changed.map((line) => ({ no: line.no, summary: summaries[line.no] ?? line.summary })),
      });
      setAttachments(null);
      setSummaries({});
      notify('摘要和附单据张数已改好。');
    } catch (reason) {
      setError(asRefusal(reason).message);
    }
  }

  const shown = all ? lines : lines.slice(0, LINES_AT_ONCE);
  const withQuantity = lines.some((line) => line.quantity !== null);
  const debitFen = lines.reduce((sum, line) => sum + line.debitFen, 0);
  const creditFen = lines.reduce((sum, line) => sum + line.creditFen, 0);
  const why = whyFixed(voucher);
  const state = stateOf(voucher);
  return (
    <>
      {(why || dirty || error) && (
        <Banner
          kind={error ? 'error' : 'info'}
          actions={
            canAnnotate && (
              <Button
                kind="primary"
                shortcut="Ctrl+S"
                writes
                disabled={!dirty}
                onClick={() => void annotate()}
              >
                保存摘要和张数
              </Button>
            )
          }
        >
          {error || why}
        </Banner>
      )}
      <Paper
        number={
          <>
            <b>{voucher.word}</b>字第 <b className="figures">{voucher.number}</b> 号
          </>
        }
        date={<b>{longDate(voucher.date)}</b>}
        attachments={
          <>
            附单据
            {canAnnotate ? (
              <input
                className="figures"
                aria-label="附单据张数"
                inputMode="numeric"
                value={attachments ?? String(voucher.attachments)}
                maxLength={4}
                autoComplete="off"
                onFocus={(event) => event.target.select()}
                onChange={(event) => setAttachments(event.target.value)}
              />
            ) : (
              <b className="figures"> {voucher.attachments} </b>
            )}
            张
          </>
        }
        totals={{ debitFen, creditFen, differenceFen: debitFen - creditFen, unreadable: false }}
        withQuantity={withQuantity}
        typing={false}
        fillers={FORM_LINES - lines.length}
        stamp={state === '作废' || state === '已冲销' ? state : ''}
        signatures={[
          { title: '会计主管', name: books.chiefAccountant },
          { title: '记账', name: voucher.postedBy },
          { title: '审核', name: voucher.reviewedBy },
          { title: '制单', name: voucher.preparedBy },
        ]}
        more={
          shown.length < lines.length && (
            <tr>
              <td />
              <td colSpan={5 + Number(withQuantity)}>
                <Button kind="quiet" onClick={() => setAll(true)}>
                  显示其余 {lines.length - shown.length} 行
                </Button>
              </td>
            </tr>
          )
        }
      >
        {shown.map((line) => (
          <tr key={line.no} className="voucher-fixed">
            <td className="voucher-line-no">{line.no}</td>
            <td className={canAnnotate ? 'voucher-typed' : ''}>
              {canAnnotate ? (
                <input
                  aria-label={`摘要 ${line.no}`}
                  value={summaries[line.no] ?? line.summary}
                  title={summaries[line.no] ?? line.summary}
                  maxLength={200}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setSummaries({ ...summaries, [line.no]: event.target.value })}
                />
              ) : (
                line.summary
              )}
            </td>
            <td>
              {line.accountCode} {line.accountName}
            </td>
            <td>
              {analysisOf(line)}
              {line.isPovertyAsset && <PovertyMark />}
            </td>
            {withQuantity && <td className="figures right">{line.quantity ?? ''}</td>}
            <Amount fen={line.debitFen} />
            <Amount fen={line.creditFen} />
          </tr>
        ))}
      </Paper>
    </>
  );
}

function Amount({ fen }: { fen: number }) {
  return (
    <td className={fen < 0 ? 'figures right negative' : 'figures right'}>
      {fen === 0 ? '' : formatYuan(fen)}
    </td>
  );
}

function analysisOf(line: Line): string {
  const member = line.memberId === null ? '' : `${line.memberNo ?? ''} ${line.memberName ?? ''}`.trim();
  return [member, line.itemName, line.item2Name].filter(Boolean).join(' · ');
}
