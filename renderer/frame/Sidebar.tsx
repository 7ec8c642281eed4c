import { useEffect, useRef } from 'react';
import { useKeys } from '../parts/keys.ts';
import { go, href } from './routes.ts';
import { useSession } from './session.ts';
import { subjects, type Subject } from './subjects.ts';

/** Pages that a digit key leads to; there is no tenth digit. */
const withKeys = subjects.slice(0, 9);

/** The subjects, under the names of the village and its cooperative. Alt+1 … Alt+9 go to the first nine. */
export function Sidebar({ current }: { current: string }) {
  const { status, cooperative, fund } = useSession();
  useKeys(Object.fromEntries(withKeys.map((subject, index) => [`alt+${index + 1}`, () => go(subject.word)])));
  const list = useRef<HTMLElement>(null);
  // In a low window the list scrolls: the page one is on stays in sight.
  useEffect(() => {
    list.current?.querySelector('a.current')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav ref={list} className="sidebar" aria-label="科目">
      <div className="brand">合作社台账</div>
      <Section section="desk" current={current} />
      <Section section="village" current={current} title={status.open?.villageName ?? '村'} />
      <Section section="cooperative" current={current} title={cooperative?.name ?? '合作社'} />
      <Section section="fund" current={current} title={fund?.name ?? '互助资金协会'} />
      <Section section="books" current={current} title="账务" />
      <Section section="office" current={current} title="办公" />
    </nav>
  );
}

function Section(props: { section: Subject['section']; current: string; title?: string }) {
  return (
    <>
      {props.title && (
        <div className="sidebar-section" title={props.title}>
          {props.title}
        </div>
      )}
      {subjects
        .filter((subject) => subject.section === props.section)
        .map((subject) => (
          <a
            key={subject.word}
            href={href(subject.word)}
            className={subject.word === props.current ? 'current' : ''}
            aria-current={subject.word === props.current ? 'page' : undefined}
            title={withKeys.includes(subject) ? `Alt+${subjects.indexOf(subject) + 1}` : subject.title}
          >
            {subject.title}
          </a>
        ))}
    </>
  );
}
