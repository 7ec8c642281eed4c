import type { ReactNode } from 'react';
import { useSession } from '../frame/session.ts';
import { Dialog } from './Dialog.tsx';
import { DateField, TextField } from './Field.tsx';
import { useForm } from './useForm.ts';

interface ReasonDialogProps {
  title: string;
  /** What will happen, in words. */
  children?: ReactNode;
  saveLabel: string;
  reasonLabel?: string;
  /** Asks for a date too. */
  dated?: boolean;
  /** The day it starts from, where that is not today. */
  date?: string;
  danger?: boolean;
  onSave: (value: { date: string; reason: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why (and as of when) before something that stays in the books: a reversal, a cancellation, a reveal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { today } = useSession();
  const form = useForm({ date: props.date ?? today, reason: '' });
  return (
    <Dialog
      title={props.title}
      form={form}
      width={440}
      saveLabel={props.saveLabel}
      danger={props.danger ?? false}
      disabled={form.value.reason.trim() === ''}
      onSave={props.onSave}
      onClose={props.onClose}
    >
      {props.children}
      {props.dated && <DateField {...form.field('date')} label="日期" required width={160} />}
      <TextField {...form.field('reason')} label={props.reasonLabel ?? '原因'} required autoFocus />
    </Dialog>
  );
}
