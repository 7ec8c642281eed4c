import { asRefusal, call } from '../../api.ts';
import { Combo, type ComboOption } from '../../parts/Combo.tsx';
import { Field, type FieldProps } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { groupName, type Worker } from './words.ts';

/** A worker, or a villager who becomes one by being picked. */
type Offer = { kind: 'worker'; worker: Worker } | { kind: 'person'; personId: number; name: string };

/** One worker, found by name, pinyin, household or member number; who never worked yet is offered after them. */
export function WorkerPicker(
  props: FieldProps & {
    value: Worker | null;
    onChange: (worker: Worker | null) => void;
    autoFocus?: boolean;
    /** Only those who are workers already. */
    known?: boolean;
  },
) {
  async function search(text: string): Promise<ComboOption<Offer>[]> {
    const [workers, persons] = await Promise.all([
      call('labour.workers', { search: text }),
      props.known ? [] : call('persons.search', { search: text, limit: 8 }),
    ]);
    const already = new Set(workers.map((worker) => worker.personId));
    const known: ComboOption<Offer>[] = workers.slice(0, 20).map((worker) => ({
      key: `w${worker.id}`,
      title: worker.name,
      detail: detailOf([groupName(worker.groupNo), worker.memberNo ?? worker.householdCode, worker.idMasked]),
      value: { kind: 'worker', worker },
    }));
    const others: ComboOption<Offer>[] = persons
      .filter((person) => !already.has(person.id))
      .map((person) => ({
        key: `p${person.id}`,
        title: `＋ ${person.name}`,
        detail: detailOf([
          '登记为务工人员',
          groupName(person.groupNo),
          person.householdCode,
          person.idMasked,
        ]),
        value: { kind: 'person', personId: person.id, name: person.name },
      }));
    return [...known, ...others];
  }
  async function pick(offer: Offer): Promise<void> {
    if (offer.kind === 'worker') {
      props.onChange(offer.worker);
      return;
    }
    try {
      const added = await call('labour.addWorker', {
        who: { kind: 'registered', personId: offer.personId },
      });
      notifyWarnings(added.warnings);
      const workers = await call('labour.workers', { search: offer.name });
      const worker = workers.find((one) => one.id === added.id);
      if (!worker) return;
      notify(`已把 ${offer.name} 登记为务工人员。`);
      props.onChange(worker);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  return (
    <Field {...props}>
      {(control) => (
        <Combo<Offer>
          control={control}
          shown={props.value ? props.value.itemName : ''}
          search={search}
          onPick={(offer) => void pick(offer)}
          onClear={() => props.onChange(null)}
          placeholder={props.bare ? '姓名、拼音或编号' : '姓名、拼音首字母、社员号或户号'}
          emptyText="没有这个人。本村的人请先在“户籍”里登记；外来的人在“务工人员”里新登记。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
        />
      )}
    </Field>
  );
}

const detailOf = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ');
