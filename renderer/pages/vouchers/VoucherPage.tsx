import { useEffect, useMemo, useState } from 'react';
import { useCall, type Refusal } from '../../api.ts';
import { go, href, settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { useKeys } from '../../parts/keys.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import { act, PostDialog, ReverseDialog, VoidDialog } from './acting.tsx';
import { Files } from './Files.tsx';
import { blankSheet, copyOfVoucher, sheetOfVoucher } from './sheet.ts';
import { newDate } from './newDate.ts';
import type { Books, ReadBooks } from './useBooks.ts';
import { VoucherEditor } from './VoucherEditor.tsx';
import { VoucherView } from './VoucherView.tsx';
import { barToReversing, canVoid, isEditable, numberOf, stateOf, type Voucher } from './words.ts';

/** The day the last voucher was saved with, for the next one of the pile. */
let lastSaved: string | null = null;

/** A new voucher, blank or as a copy of another. */
export function NewVoucher(props: { reading: ReadBooks; copyOf: number | null }) {
  const { copyOf } = props;
  const { books, error, reload } = props.reading;
  const { today } = useSession();
  const copied = useCall('vouchers.get', copyOf === null ? null : { id: copyOf });
  const start = useMemo(() => {
    if (!books || (copyOf !== null && !copied.value)) return null;
    const date = newDate(today, books.currentPeriod, lastSaved);
    return copied.value ? copyOfVoucher(copied.value, books, date) : blankSheet(date);
    // What a sheet starts with is settled once; the books go on changing under it.
  }, [books === null, copied.value === undefined]);
  if (!books || !start) return <Waiting error={error ?? copied.error} onRetry={reload} />;
  return (
    <VoucherEditor
      books={books}
      start={start}
      voucher={null}
      name={copyOf === null ? 'new' : `copy of ${copyOf}`}
      onSaved={(id, date) => {
        lastSaved = date;
        settle('vouchers', id);
      }}
      onNext={(date) => {
        lastSaved = date;
        goToNew();
      }}
      onLeave={() => go('vouchers')}
    />
  );
}

let turn = 1;

/** A fresh sheet, also when one is open. */
export function goToNew(copyOf?: number): void {
  turn += 1;
  go('vouchers', null, { new: String(turn), ...(copyOf === undefined ? {} : { copy: String(copyOf) }) });
}

/** One voucher: a draft to be changed, or as it stands, with what can be done next. */
export function VoucherPage({ reading, id }: { reading: ReadBooks; id: number }) {
  const { books, error, reload } = reading;
  const { books: working, chooseBooks } = useSession();
  const read = useCall('vouchers.get', { id });
  const entityId = read.value?.voucher.id === id ? read.value.entityId : undefined;
  // Found by its number, it may be of the other books.
  useEffect(() => {
    if (entityId !== undefined) chooseBooks(entityId);
  }, [entityId, chooseBooks]);
  if (!books || !read.value || read.value.voucher.id !== id || working?.id !== entityId) {
    return (
      <Waiting
        error={error ?? read.error}
        onRetry={() => {
          reload();
          read.reload();
        }}
      />
    );
  }
  return <OneVoucher key={id} given={read.value} books={books} />;
}

function Waiting(props: { error: Refusal | null; onRetry: () => void }) {
  useKeys({ escape: () => go('vouchers'), 'ctrl+n': () => goToNew() });
  return (
    <Page
      title="凭证"
      actions={<Button onClick={() => go('vouchers')}>返回</Button>}
      banner={<ErrorBanner error={props.error} onRetry={props.onRetry} />}
    >
      {!props.error && <p className="waiting">正在读取…</p>}
    </Page>
  );
}

function OneVoucher({ given, books }: { given: Voucher; books: Books }) {
  const { readOnly } = useSession();
  const { voucher } = given;
  const { id } = voucher;
  const print = usePrint();
  const [asking, setAsking] = useState<'post' | 'void' | 'reverse' | null>(null);
  const editable = isEditable(voucher) && !readOnly;
  const start = useMemo(() => sheetOfVoucher(given, books), []);
  const beside = useNeighbours(voucher.period, id);
  const barred = barToReversing(voucher);
  useKeys(
    {
      escape: () => go('vouchers'),
      'ctrl+n': () => goToNew(),
    },
    { enabled: !editable },
  );
  useKeys({
    pageup: () => beside.before !== null && go('vouchers', beside.before),
    pagedown: () => beside.after !== null && go('vouchers', beside.after),
  });

  const actions = (saveFirst: () => Promise<boolean>) => (
    <>
      {voucher.state === 'draft' && (
        <Button writes onClick={() => void saveFirst().then((saved) => saved && act('review', [voucher]))}>
          审核
        </Button>
      )}
      {voucher.state === 'reviewed' && (
        <>
          <Button kind="primary" writes onClick={() => setAsking('post')}>
            记账
          </Button>
          <Button writes onClick={() => void act('unreview', [voucher])}>
            取消审核
          </Button>
        </>
      )}
      {canVoid(voucher) && (
        <Button
          kind="danger"
          writes
          onClick={() => void saveFirst().then((saved) => saved && setAsking('void'))}
        >
          作废…
        </Button>
      )}
      {voucher.state === 'posted' && (
        <Button
          kind="danger"
          writes
          disabled={barred !== null}
          title={barred ?? '开一张红字凭证冲掉它'}
          onClick={() => setAsking('reverse')}
        >
          冲销…
        </Button>
      )}
      {voucher.kind === 'entry' && (
        <Button writes title="复制为新凭证" onClick={() => goToNew(id)}>
          复制
        </Button>
      )}
      <Button shortcut="Ctrl+P" onClick={() => print({ document: 'vouchers', ids: [id] })}>
        打印
      </Button>
    </>
  );
  const about = (
    <>
      <About given={given} />
      <Files voucher={given} />
    </>
  );
  const turning = (
    <span className="voucher-turning">
      <Turn to={beside.before} title="上一张" text="‹" keyName="PageUp" />
      <Turn to={beside.after} title="下一张" text="›" keyName="PageDown" />
    </span>
  );
  return (
    <>
      {editable ? (
        <VoucherEditor
          books={books}
          start={start}
          voucher={voucher}
          name={String(id)}
          actions={actions}
          beside={turning}
          foot={about}
          onSaved={(_, date) => (lastSaved = date)}
          onNext={(date) => {
            lastSaved = date;
            goToNew();
          }}
          onLeave={() => go('vouchers')}
        />
      ) : (
        <Page
          title="凭证"
          sub={
            <>
              {turning} {voucher.period} {numberOf(voucher)} · {stateOf(voucher)}
            </>
          }
          actions={
            <>
              {actions(() => Promise.resolve(true))}
              <Button kind="plain" shortcut="Ctrl+N" writes onClick={() => goToNew()}>
                新填凭证
              </Button>
              <Button title="回到凭证列表（Esc）" onClick={() => go('vouchers')}>
                返回
              </Button>
            </>
          }
          layout="scroll"
        >
          <VoucherView given={given} books={books} />
          <div className="voucher-foot">
            {voucher.note && (
              <div>
                <span className="voucher-label">备注</span>
                {voucher.note}
              </div>
            )}
            {about}
          </div>
        </Page>
      )}
      {asking === 'post' && <PostDialog vouchers={[voucher]} onClose={() => setAsking(null)} />}
      {asking === 'void' && <VoidDialog voucher={voucher} onClose={() => setAsking(null)} />}
      {asking === 'reverse' && <ReverseDialog voucher={voucher} onClose={() => setAsking(null)} />}
    </>
  );
}

/** The register's page with what the voucher is of; an asset's page finds the place by the event. */
function sourceLink({ subject, id }: NonNullable<Voucher['source']>): string {
  return subject === 'assets' ? href(subject, null, { event: String(id) }) : href(subject, id);
}

/** Where it comes from and what it is tied to, each a way there. */
function About({ given }: { given: Voucher }) {
  const { voucher, source, reverses, reversedBy } = given;
  if (!source && !reverses && reversedBy.length === 0 && !voucher.voidReason) return null;
  return (
    <div className="voucher-about">
      {source && (
        <span>
          <span className="voucher-label">来源</span>
          <a href={sourceLink(source)}>{source.title}</a>
        </span>
      )}
      {reverses && (
        <span>
          <span className="voucher-label">冲销的是</span>
          <VoucherLink voucher={reverses} />
        </span>
      )}
      {reversedBy.map((one) => (
        <span key={one.id}>
          <span className="voucher-label">红字冲销</span>
          <VoucherLink className="negative" voucher={one} />
        </span>
      ))}
      {voucher.voidReason && (
        <span>
          <span className="voucher-label">作废原因</span>
          {voucher.voidReason}
        </span>
      )}
    </div>
  );
}

function Turn(props: { to: number | null; title: string; text: string; keyName: string }) {
  const { to } = props;
  return (
    <button
      type="button"
      className="voucher-turn"
      disabled={to === null}
      aria-label={props.title}
      title={`${props.title}（${props.keyName}）`}
      aria-keyshortcuts={props.keyName}
      onClick={() => to !== null && go('vouchers', to)}
    >
      {props.text}
    </button>
  );
}

/** The vouchers before and after it in its month. */
function useNeighbours(period: string, id: number): { before: number | null; after: number | null } {
  const list = useCall('vouchers.list', { from: period, to: period });
  const at = list.value?.findIndex((one) => one.id === id) ?? -1;
  return {
    before: at < 0 ? null : (list.value?.[at - 1]?.id ?? null),
    after: at < 0 ? null : (list.value?.[at + 1]?.id ?? null),
  };
}
