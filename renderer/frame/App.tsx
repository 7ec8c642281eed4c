import { Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import {
  asRefusal,
  bookChanged,
  call,
  useCall,
  useConnected,
  workIn,
  type PrintRequest,
  type Refusal,
} from '../api.ts';
import { Button } from '../parts/Button.tsx';
import { Banner, notify, Toasts } from '../parts/Notice.tsx';
import { PrintContext } from '../parts/usePrint.ts';
import { TakeOverDialog } from '../pages/start/TakeOverDialog.tsx';
import { StartPage } from '../pages/start/StartPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { OperatorDialog } from './OperatorDialog.tsx';
import { useRoute } from './routes.ts';
import { SessionContext, useSession, type Entity, type Session, type Status } from './session.ts';
import { Sidebar } from './Sidebar.tsx';
import { StatusBar } from './StatusBar.tsx';
import { PrintPreview, subjects } from './subjects.ts';
import { TopBar } from './TopBar.tsx';

/** The window: the start page while nothing is open, else the desk around one workspace. */
export function App() {
  const [status, setStatus] = useState<Status | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const load = useCallback(() => {
    call('workspace.status', {}).then(
      (now) => {
        setStatus(now);
        setError(null);
      },
      (reason: unknown) => setError(asRefusal(reason)),
    );
  }, []);
  useEffect(load, [load]);
  const entities = useCall('entities.list', status?.open ? {} : null).value;
  const [books, chooseBooks] = useBooksAtWork(status?.open?.path ?? '', entities ?? NONE);
  const session = useMemo<Session | null>(() => {
    if (!status) return null;
    return {
      status,
      readOnly: status.open?.readOnly ?? false,
      today: status.today,
      operator: status.operator,
      cooperative: entities?.find((entity) => entity.kind === 'cooperative') ?? null,
      fund: entities?.find((entity) => entity.kind === 'fund') ?? null,
      books,
      entities: entities ?? NONE,
      chooseBooks,
      setStatus: (next) => {
        setStatus(next);
        bookChanged();
      },
    };
  }, [status, entities, books, chooseBooks]);

  if (!session) {
    return (
      <main className="start">
        {error ? (
          <Banner kind="error" actions={<Button onClick={load}>重试</Button>}>
            {error.message}
          </Banner>
        ) : (
          <p className="waiting">正在打开…</p>
        )}
      </main>
    );
  }
  return (
    <SessionContext.Provider value={session}>
      <ErrorBoundary place={session.status.open?.path ?? ''}>
        {session.status.open ? <Desk key={session.status.open.path} /> : <StartPage />}
      </ErrorBoundary>
      <Toasts />
    </SessionContext.Provider>
  );
}

const NONE: readonly Entity[] = [];

/**
 * The books one works in. A page of the cooperative or of the association works in its own; elsewhere what was chosen last stays, for each
 * file by itself, as long as the window is open.
 */
function useBooksAtWork(path: string, entities: readonly Entity[]) {
  const { subject } = useRoute();
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const section = subjects.find((one) => one.word === subject)?.section;
  const own = entities.find((one) => one.kind === section);
  const books = own ?? entities.find((one) => one.id === chosen.get(path)) ?? entities[0] ?? null;
  const id = books?.id;
  const chooseBooks = useCallback(
    (next: number) => setChosen((before) => new Map(before).set(path, next)),
    [path],
  );
  useEffect(() => {
    if (own) chooseBooks(own.id);
  }, [own, chooseBooks]);
  // Before the pages ask, whose effects come before this one's.
  useLayoutEffect(() => workIn(id), [id]);
  return [books, chooseBooks] as const;
}

function Desk() {
  const route = useRoute();
  const { books } = useSession();
  const [printing, setPrinting] = useState<PrintRequest | null>(null);
  const subject = subjects.find((one) => one.word === route.subject) ?? subjects[0];
  if (!subject) throw new Error('there are no pages');
  useEffect(() => {
    document.title = `${subject.title} · 合作社台账`;
  }, [subject]);
  return (
    <PrintContext.Provider value={setPrinting}>
      <div className="frame">
        <Sidebar current={subject.word} />
        <div className="frame-main">
          <TopBar />
          <FrameBanners />
          <main>
            <ErrorBoundary place={subject.word}>
              <Suspense fallback={<p className="waiting">正在打开…</p>}>
                {/* Nothing of one set of books stays on the page when another is chosen. */}
                <subject.Page key={books?.kind === 'fund' ? `${subject.word} ${books.id}` : subject.word} />
              </Suspense>
            </ErrorBoundary>
          </main>
          <StatusBar />
        </div>
      </div>
      {printing && (
        <ErrorBoundary place={JSON.stringify(printing)}>
          <Suspense fallback={null}>
            <PrintPreview request={printing} onClose={() => setPrinting(null)} />
          </Suspense>
        </ErrorBoundary>
      )}
      <AskOperator />
    </PrintContext.Provider>
  );
}

/** Before the first use: whose name goes on the entries. */
function AskOperator() {
  const [asked, setAsked] = useState(false);
  const { operator } = useSession();
  if (operator !== '' || asked) return null;
  return <OperatorDialog onClose={() => setAsked(true)} />;
}

function FrameBanners() {
  const { status, readOnly, setStatus } = useSession();
  const connected = useConnected();
  const [taking, setTaking] = useState(false);
  const owner = status.open?.lockedBy;
  function reopen(): void {
    if (!status.open) return;
    call('workspace.open', { path: status.open.path }).then(setStatus, (reason: unknown) =>
      notify(asRefusal(reason).message, 'error'),
    );
  }
  return (
    <>
      {!connected && (
        <Banner kind="error">
          和台账程序的连接断了，现在不能登记；已保存的都在文件里。程序恢复后这里会自动接上，如果一直不行，请重新启动“合作社台账”。
        </Banner>
      )}
      {readOnly && (
        <Banner
          kind="warning"
          actions={
            <>
              {owner && <Button onClick={() => setTaking(true)}>接管…</Button>}
              <Button onClick={reopen}>重新打开</Button>
              <Button onClick={() => void call('workspace.close', {}).then(setStatus, () => undefined)}>
                关闭
              </Button>
            </>
          }
        >
          只读打开：
          {owner
            ? `“${owner.operator || '另一个程序'}”正在电脑 ${owner.host} 上使用这个文件（从 ${owner.since.slice(0, 16).replace('T', ' ')} 起）。可以查询和打印，不能登记。`
            : '这个文件现在不能写。可以查询和打印，不能登记。'}
          等对方关闭后，请点“重新打开”。
        </Banner>
      )}
      {taking && status.open && <TakeOverDialog path={status.open.path} onClose={() => setTaking(false)} />}
    </>
  );
}
