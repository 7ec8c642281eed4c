import { useRef } from 'react';
import { call } from '../api.ts';
import { Combo, type ComboOption } from '../parts/Combo.tsx';
import { useKeys } from '../parts/keys.ts';
import { go } from './routes.ts';
import { subjects } from './subjects.ts';

interface Place {
  subject: string;
  id: number | null;
  params?: Record<string, string>;
}

/** Ctrl+K: a household, a member, a voucher, an asset or a page by Chinese, pinyin initials or number. */
export function JumpBox() {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ 'ctrl+k': () => input.current?.focus() });
  return (
    <div className="jump">
      <Combo<Place>
        control={{ 'aria-label': '跳转' }}
        inputRef={input}
        shown=""
        search={find}
        onPick={(place) => {
          input.current?.blur();
          go(place.subject, place.id, place.params);
        }}
        placeholder="查找户、社员、凭证、资产、页面（汉字、首字母）"
        emptyText="没有找到。可以输入姓名、拼音首字母（如 zst）、户号、社员号、凭证号（如 记12）、资产编号（如 DP-017）或页面名。"
      />
      <kbd aria-hidden="true">Ctrl K</kbd>
    </div>
  );
}

async function find(text: string): Promise<ComboOption<Place>[]> {
  const found = await call('search.jump', { text });
  return [...pagesFor(text), ...found.slice(0, 20).flatMap((hit) => [optionOf(hit), ...dossierOf(hit)])];
}

/** Behind a household in the register, its page with everything: what the person at the counter asks about. */
function dossierOf(hit: { kind: string; id: number; title: string }): ComboOption<Place>[] {
  if (hit.kind !== 'household') return [];
  const value = { subject: 'dossier', id: hit.id };
  return [{ key: `dossier-${hit.id}`, title: hit.title, detail: '一户一档', value }];
}

/** What a hit is called, and its page. */
const KINDS = {
  member: ['社员', 'members'],
  fundMember: ['互助会员', 'fund'],
  household: ['户', 'village'],
  voucher: ['凭证', 'vouchers'],
  asset: ['资产', 'assets'],
} as const;

function optionOf(hit: {
  kind: keyof typeof KINDS;
  id: number;
  title: string;
  detail: string;
}): ComboOption<Place> {
  const [word, subject] = KINDS[hit.kind];
  return {
    key: `${hit.kind}-${hit.id}`,
    title: hit.title,
    detail: `${word}${hit.detail ? ` · ${hit.detail}` : ''}`,
    value: placeOf(hit.kind, subject, hit.id),
  };
}

/** The association's page is one of many lists: its address says in which one the member is. */
function placeOf(kind: keyof typeof KINDS, subject: string, id: number): Place {
  return kind === 'fundMember'
    ? { subject, id: null, params: { tab: 'members', open: String(id) } }
    : { subject, id };
}

function pagesFor(text: string): ComboOption<Place>[] {
  const wanted = text.toLowerCase();
  return subjects
    .filter((subject) => subject.title.includes(text) || subject.initials.startsWith(wanted))
    .map((subject) => ({
      key: subject.word,
      title: subject.title,
      detail: '页面',
      value: { subject: subject.word, id: null },
    }));
}
