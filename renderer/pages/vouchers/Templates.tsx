import { useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, TextField } from '../../parts/Field.tsx';
import { isComposing } from '../../parts/keys.ts';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { templateLines, type LineMember, type Sheet } from './sheet.ts';

type Template = Output<'vouchers.templates'>[number];

/** 常用凭证: what comes again every month, chosen by arrow keys and Enter. */
export function TemplatesDialog(props: {
  onClose: () => void;
  onPick: (template: Template, members: readonly LineMember[]) => void;
}) {
  const { books } = useSession();
  const read = useCall('vouchers.templates', {});
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const templates = read.value ?? [];

  async function pick(template: Template | undefined): Promise<void> {
    if (!template) return;
    try {
      const named = template.lines.some((line) => line.memberId);
      props.onPick(template, named ? await membersOf(template, books?.kind === 'fund') : []);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  async function remove(template: Template): Promise<void> {
    try {
      await call('vouchers.deleteTemplate', { id: template.id });
      notify(`已删除常用凭证“${template.name}”。`);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
    list.current?.focus();
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    if (isComposing(event.nativeEvent) || templates.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((old) => (old + (event.key === 'ArrowDown' ? 1 : templates.length - 1)) % templates.length);
    } else if (event.key === 'Enter' && event.target === list.current) {
      event.preventDefault();
      void pick(templates[at]);
    }
  }
  return (
    <Dialog title="常用凭证" width={520} onClose={props.onClose}>
      <ErrorBanner error={read.error} onRetry={read.reload} />
      {templates.length === 0 && !read.error ? (
        <p className="form-note">
          {read.loading
            ? '正在读取…'
            : '还没有常用凭证。填好一张每月都有的凭证，按“存为常用…”就会出现在这里。'}
        </p>
      ) : (
        <ul
          ref={(element) => {
            if (element && !list.current) element.focus();
            list.current = element;
          }}
          className="voucher-templates"
          tabIndex={0}
          role="listbox"
          aria-label="常用凭证"
          onKeyDown={onKeyDown}
        >
          {templates.map((template, index) => (
            <li
              key={template.id}
              role="option"
              aria-selected={index === at}
              onClick={() => void pick(template)}
            >
              <b>{template.name}</b>
              <span className="voucher-template-about">{describe(template)}</span>
              {/* A click on the button is no click on the row. */}
              <span className="voucher-template-remove" onClick={(event) => event.stopPropagation()}>
                <Button
                  kind="quiet"
                  writes
                  title={`删除常用凭证“${template.name}”`}
                  onClick={() => void remove(template)}
                >
                  删除
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function describe({ lines }: Template): string {
  return `${lines.length} 行 · ${lines[0]?.summary ?? ''}`;
}

export function SaveTemplateDialog(props: { sheet: Sheet; onClose: () => void }) {
  const form = useForm({
    name: props.sheet.lines.find((line) => line.summary !== '')?.summary ?? '',
    withAmounts: false,
  });
  const count = templateLines(props.sheet, false).length;
  return (
    <Dialog
      title="存为常用凭证"
      width={420}
      saveLabel="存下"
      form={form}
      disabled={form.value.name.trim() === '' || count === 0}
      onClose={props.onClose}
      onSave={async ({ name, withAmounts }) => {
        await call('vouchers.saveTemplate', { name, lines: templateLines(props.sheet, withAmounts) });
        notify(`已存为常用凭证“${name.trim()}”。`);
      }}
    >
      <TextField {...form.field('name')} label="名称" required hint="同名的会被替换。" />
      <CheckField {...form.field('withAmounts')} label="金额也存下（每月都一样的时候）" />
      {count === 0 && <p className="form-note">还没有选科目的行，没有可存的内容。</p>}
    </Dialog>
  );
}

/** Whom a template's lines name. */
async function membersOf(template: Template, isFund: boolean): Promise<readonly LineMember[]> {
  if (!isFund) return call('members.list', {});
  const ids = [...new Set(template.lines.flatMap((line) => line.memberId ?? []))];
  return (await Promise.all(ids.map((id) => call('items.members', { id })))).flat();
}
