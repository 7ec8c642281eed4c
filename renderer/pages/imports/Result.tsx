import { useEffect, useRef } from 'react';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { notify } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { addressOf, exportRefused, type Summary } from './findings.ts';
import { KINDS, kindUnit } from './kinds.ts';
import { type Import } from './useImport.ts';

/** What was written, what was not, and where to go from here. */
export function Result({ job, result }: { job: Import; result: Summary }) {
  const kind = KINDS.find((one) => one.kind === job.kind);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const { refused } = result;
  const severalSheets = new Set(refused.map((finding) => finding.sheet)).size > 1;
  return (
    <div className="import-result">
      <h2>
        <span aria-hidden="true">✓</span> 已写入 {result.created + result.changed} {kindUnit(job.kind)}
      </h2>
      <p>{job.fileName}，一次写入，已存盘。</p>
      <div className="import-result-counts">
        <Stat label="新增" value={result.created} strong />
        <Stat label="有变" value={result.changed} />
        <Stat label="相同" value={result.same} hint={result.same ? '没有重复写入' : ''} />
        <Stat label="拒绝" value={refused.length} hint={refused.length ? '没有写入' : ''} />
        <Stat label="合计" value={result.total} strong />
        {result.people !== undefined && <Stat label="其中人数" value={result.people} />}
      </div>
      {refused.length > 0 && (
        <div className="import-result-refused">
          <p>
            <b>
              {refused.length} {kindUnit(job.kind)}没有导入。
            </b>
            导出给填表的人改，改好后再导入一次：已写入的会认作“相同”，不会重复。
          </p>
          <ul>
            {refused.slice(0, 5).map((finding, index) => (
              <li key={index}>
                <b>
                  {severalSheets && `${finding.sheet} `}
                  {addressOf(finding)}
                </b>{' '}
                {finding.reason}
              </li>
            ))}
            {refused.length > 5 && <li>还有 {refused.length - 5} 行，见导出的表。</li>}
          </ul>
        </div>
      )}
      <div className="import-go" ref={first}>
        <Button kind="primary" onClick={() => go(kind?.subject ?? 'desk')}>
          去看{kind?.what}
        </Button>
        {refused.length > 0 && (
          <Button
            onClick={() =>
              void exportRefused(job.fileName, refused).catch(() => notify('没有存成，请再试一次。', 'error'))
            }
          >
            导出拒绝的行
          </Button>
        )}
        <Button onClick={job.startOver}>再导入一份</Button>
      </div>
    </div>
  );
}
