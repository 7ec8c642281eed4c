import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { HouseholdLabour } from '../labour/HouseholdLabour.tsx';
import { categoryWords } from './categories.ts';
import { ChangeHeadDialog } from './ChangeHeadDialog.tsx';
import { HouseholdDialog } from './HouseholdDialog.tsx';
import { PersonDialog } from './PersonDialog.tsx';

type Person = Output<'households.get'>['persons'][number];
type Asking =
  | { what: 'edit' }
  | { what: 'head' }
  | { what: 'person'; person?: Person }
  | { what: 'reveal'; person: Person; field: 'idNumber' | 'card' };

/** One household: its people, its heads over time, and what can be done with it. */
export function HouseholdDrawer({ id, focus, onClose }: { id: number; focus: boolean; onClose: () => void }) {
  const got = useCall('households.get', { id });
  const [asking, setAsking] = useState<Asking | null>(null);
  const [revealed, setRevealed] = useState<Readonly<Record<string, string>>>({});
  const done = (): void => setAsking(null);
  // Full numbers don't stay on the screen when the next household is looked at.
  useEffect(() => setRevealed({}), [id]);
  const value = got.value?.household.id === id ? got.value : undefined;
  const household = value?.household;

  return (
    <Drawer
      title={household ? `${household.headName || '（无户主）'}` : '一户'}
      sub={
        household && (
          <>
            {household.code} · {household.groupNo}组 · {categoryWords[household.category]} ·{' '}
            {household.people} 人
          </>
        )
      }
      focus={focus}
      onClose={onClose}
    >
      <ErrorBanner error={got.error} onRetry={got.reload} />
      {value && household && (
        <>
          {household.phone && <div className="quiet figures">电话 {household.phone}</div>}
          {household.note && <div className="quiet">备注 {household.note}</div>}
          <div className="drawer-actions">
            <Button onClick={() => go('dossier', id)}>一户一档</Button>
            <Button writes onClick={() => setAsking({ what: 'edit' })}>
              修改户
            </Button>
            <Button writes onClick={() => setAsking({ what: 'person' })}>
              新增人员
            </Button>
            <Button writes onClick={() => setAsking({ what: 'head' })}>
              变更户主
            </Button>
          </div>
          <h3>家庭人员</h3>
          <ul className="people">
            {value.persons.map((person) => (
              <PersonItem
                key={person.id}
                person={person}
                isHead={person.id === household.headId}
                revealed={revealed}
                onEdit={() => setAsking({ what: 'person', person })}
                onReveal={(field) => setAsking({ what: 'reveal', person, field })}
              />
            ))}
          </ul>
          <HouseholdLabour householdId={id} />
          {value.heads.length > 0 && (
            <>
              <h3>户主变更</h3>
              <ol className="timeline">
                {value.heads.map((head) => (
                  <li key={`${head.date}${head.name}`}>
                    <b className="figures">{head.date}</b>{' '}
                    {head.previousName ? `${head.previousName} → ${head.name}` : head.name}
                    <small>{[head.reason, head.operator].filter(Boolean).join(' · ')}</small>
                  </li>
                ))}
              </ol>
            </>
          )}
          {asking?.what === 'edit' && <HouseholdDialog household={household} onClose={done} />}
          {asking?.what === 'head' && <ChangeHeadDialog value={value} onClose={done} />}
          {asking?.what === 'person' && (
            <PersonDialog
              householdId={id}
              {...(asking.person ? { person: asking.person } : {})}
              onClose={done}
            />
          )}
          {asking?.what === 'reveal' && (
            <ReasonDialog
              title={`查看${asking.person.name}的${asking.field === 'card' ? '银行卡号' : '身份证号'}`}
              saveLabel="查看"
              reasonLabel="为什么要看"
              onClose={done}
              onSave={async ({ reason }) => {
                const { person, field } = asking;
                const shown = await call('persons.reveal', { id: person.id, field, reason });
                setRevealed((old) => ({ ...old, [`${person.id}${field}`]: shown.value }));
              }}
            >
              <p>完整号码每看一次，都会记下谁在什么时候为什么看的。</p>
            </ReasonDialog>
          )}
        </>
      )}
    </Drawer>
  );
}

function PersonItem(props: {
  person: Person;
  isHead: boolean;
  revealed: Readonly<Record<string, string>>;
  onEdit: () => void;
  onReveal: (field: 'idNumber' | 'card') => void;
}) {
  const { person, isHead, revealed } = props;
  const numbers = [
    { field: 'idNumber' as const, name: '身份证', masked: person.idMasked },
    { field: 'card' as const, name: '银行卡', masked: person.cardMasked },
  ];
  return (
    <li>
      <div className="people-head">
        <b>{person.name}</b>
        <span className="quiet">{isHead ? '户主' : person.relation}</span>
        {person.diedOn && <span className="tag">{person.diedOn} 去世</span>}
        {person.memberNo && (
          <button
            type="button"
            className="people-link"
            onClick={() => go('members', null, { no: person.memberNo ?? '' })}
          >
            社员 {person.memberNo}
          </button>
        )}
        <Button kind="quiet" writes title={`修改 ${person.name}`} onClick={props.onEdit}>
          修改
        </Button>
      </div>
      {numbers.map(
        ({ field, name, masked }) =>
          masked && (
            <div key={field} className="people-number figures">
              <span>
                {name} {revealed[`${person.id}${field}`] ?? masked}
              </span>
              {!revealed[`${person.id}${field}`] && (
                <Button
                  kind="quiet"
                  writes
                  title={`查看${person.name}的完整${name}号`}
                  onClick={() => props.onReveal(field)}
                >
                  查看
                </Button>
              )}
            </div>
          ),
      )}
      {person.phone && <div className="people-number figures">电话 {person.phone}</div>}
      {person.bankAlias && <div className="people-number">银行户名 {person.bankAlias}</div>}
    </li>
  );
}
