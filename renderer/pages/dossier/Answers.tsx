import { href } from '../../frame/routes.ts';
import { yuanOrDash } from '../../parts/Stat.tsx';
import type { Dossier } from './sections.tsx';

const KINDS: Readonly<Record<Dossier['answers'][number]['kind'], string>> = {
  overdue: '已过期',
  due: '要付',
  gets: '可领',
  todo: '要办',
};

/** 过了 12 天, 今天, 还有 14 天. */
function daysWords(inDays: number | null): string {
  if (inDays === null) return '';
  if (inDays < 0) return `过了 ${-inDays} 天`;
  return inDays === 0 ? '今天' : `还有 ${inDays} 天`;
}

/** The answer at the counter: what is due next, what is to pay, what can be fetched – a line each. */
export function Answers({ answers, asOf }: Dossier) {
  return (
    <section className="dossier-answers" aria-label="柜台答复">
      {answers.length === 0 ? (
        <p>到 {asOf}，没有要付的，也没有要领的。</p>
      ) : (
        <table>
          <tbody>
            {answers.map((one) => (
              <tr key={`${one.what}${one.sentence}`} className={one.kind}>
                <td>
                  <span className={`tag ${one.kind}`}>{KINDS[one.kind]}</span>
                </td>
                <td>
                  <a href={href(one.subject, one.subjectId)}>{one.what}</a>
                </td>
                <td className="right figures strong">{yuanOrDash(one.fen)}</td>
                <td className="figures">{one.date ?? ''}</td>
                <td className={one.inDays !== null && one.inDays < 0 ? 'negative' : 'quiet'}>
                  {daysWords(one.inDays)}
                </td>
                <td>{one.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
