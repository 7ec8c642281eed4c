import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { CellCombo, type CellOption } from './CellCombo.tsx';
import { findAccounts, type Account, type ChartIndex } from './lookup.ts';
import { itemDimOf, type Item, type LineItem, type LineMember, type SheetLine, type Slot } from './sheet.ts';
import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';

interface CellProps {
  label: string;
  place: { 'data-line': number; 'data-stop': string };
  invalid: boolean;
}

/** The most rows a list shows; more letters narrow it. */
const MOST_OPTIONS = 120;

/** A leaf account by code, name or pinyin; the others are shown with the reason why not. */
export function AccountCell(
  props: CellProps & {
    chart: ChartIndex;
    account: Account | null;
    onPick: (account: Account | null) => void;
  },
) {
  return (
    <CellCombo<Account>
      {...props}
      shown={props.account ? `${props.account.code} ${props.account.fullName}` : ''}
      find={(text) =>
        findAccounts(props.chart, text)
          .slice(0, MOST_OPTIONS)
          .map(({ account, bar, exact }) => ({
            key: account.id,
            title: `${account.code} ${account.fullName}`,
            detail: account.normal === 'debit' ? '借' : '贷',
            value: account,
            bar,
            exact,
          }))
      }
      onPick={props.onPick}
      onClear={() => props.onPick(null)}
      placeholder="编码、名称或拼音"
      emptyText="没有这个科目。可按编码（523）、名称或拼音首字母（glfy）找；↓ 列出全部。"
    />
  );
}

/** What answers a slot: a member, an item, or the wish for an item that isn't there yet. */
export type Chosen = { member: LineMember } | { item: LineItem } | { add: string } | null;

/** The analysis that an account asks for: member, item, or for a consignor either. */
export function SlotCell(
  props: CellProps & {
    slot: Slot;
    line: SheetLine;
    items: readonly Item[];
    onPick: (chosen: Chosen) => void;
  },
) {
  const { slot, line, items } = props;
  const isFund = useSession().books?.kind === 'fund';
  const dim = itemDimOf(slot.dim);
  const item = slot.stop === 'item2' ? line.item2 : line.item;
  const withMembers = slot.dim === 'member' || slot.dim === 'consignor';
  const shown = withMembers && line.member ? `${line.member.no} ${line.member.name}` : (item?.name ?? '');

  function find(text: string): CellOption<Chosen>[] | Promise<CellOption<Chosen>[]> {
    if (slot.dim === 'member') return isFund ? fundMembersFor(text) : membersFor(text);
    const own = itemOptions(items, dim, text);
    return slot.dim === 'consignor' ? membersFor(text).then((members) => [...members, ...own]) : own;
  }
  const name = isFund && slot.dim === 'member' ? '会员' : DIM_NAMES[slot.dim];
  return (
    <CellCombo<Chosen>
      {...props}
      shown={shown}
      find={find}
      onClear={() => props.onPick(null)}
      placeholder={slot.dim === 'consignor' ? '委托方：社员或单位' : name}
      emptyText={
        withMembers
          ? `没有这个${isFund ? '会员' : '社员'}。可按姓名、拼音首字母（如 zst）或${isFund ? '会员' : '社员'}号找。`
          : `没有这个${name}。`
      }
    />
  );
}

/** The association's. */
async function fundMembersFor(text: string): Promise<CellOption<Chosen>[]> {
  const found = await call('items.members', text === '' ? {} : { search: text });
  return found.map(({ id, no, name, groupNo, left, idMasked }) => ({
    key: `m${id}`,
    title: `${no} ${name}`,
    detail: [groupNo === null ? '' : `${groupNo}组`, left ? '已退会' : idMasked].filter(Boolean).join(' · '),
    value: { member: { id, no, name } },
    exact: no.toLowerCase() === text.toLowerCase(),
  }));
}

/** Also those who left: what the cooperative owes them is still paid. They come last. */
async function membersFor(text: string): Promise<CellOption<Chosen>[]> {
  const found = await call('members.list', text === '' ? {} : { search: text });
  return found
    .toSorted((a, b) => Number(a.state === 'left') - Number(b.state === 'left'))
    .slice(0, MOST_OPTIONS)
    .map(({ id, no, name, groupNo, state, idMasked }) => ({
      key: `m${id}`,
      title: `${no} ${name}`,
      detail: [groupNo === null ? '' : `${groupNo}组`, state === 'left' ? '已退社' : idMasked]
        .filter(Boolean)
        .join(' · '),
      value: { member: { id, no, name } },
      exact: no.toLowerCase() === text.toLowerCase(),
    }));
}

function itemOptions(items: readonly Item[], dim: Item['dim'], text: string): CellOption<Chosen>[] {
  const wanted = text.toLowerCase();
  const fits = (item: Item): boolean =>
    item.name.toLowerCase().includes(wanted) ||
    item.pinyinInitials.startsWith(wanted) ||
    item.pinyinFull.startsWith(wanted);
  const own = items.filter((item) => item.dim === dim && item.enabled);
  const found = own
    .filter(fits)
    .slice(0, MOST_OPTIONS)
    .map(({ id, name, isPovertyAsset, isLivestock, note }): CellOption<Chosen> => ({
      key: id,
      title: name,
      detail: [isPovertyAsset ? '扶贫项目资产' : '', isLivestock ? '牲畜' : '', note]
        .filter(Boolean)
        .join(' · '),
      value: { item: { id, dim, name, isPovertyAsset, isLivestock } },
      exact: name === text,
    }));
  if (own.some((item) => item.name === text)) return found;
  return [
    ...found,
    {
      key: 'add',
      title: text === '' ? '新增…' : `新增“${text}”…`,
      detail: DIM_NAMES[dim],
      value: { add: text },
    },
  ];
}
