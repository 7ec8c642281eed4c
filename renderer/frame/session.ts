import { createContext, useContext } from 'react';
import type { Output } from '../../shared/contract/index.ts';

export type Status = Output<'workspace.status'>;
export type Entity = Output<'entities.list'>[number];

export interface Session {
  status: Status;
  /** True when commands are refused: another program has the file open. */
  readOnly: boolean;
  /** YYYY-MM-DD, as the program's clock says. */
  today: string;
  operator: string;
  /** The first cooperative, once known. */
  cooperative: Entity | null;
  /** The mutual-aid association, where there is one. */
  fund: Entity | null;
  /** The books (账套) one works in: what the pages of 账务 show. */
  books: Entity | null;
  /** All there are, the cooperative first. */
  entities: readonly Entity[];
  chooseBooks: (id: number) => void;
  /** Replaces the status after opening, creating, closing or naming the operator. */
  setStatus: (status: Status) => void;
}

/** What is open, for whom, and which day it is. */
export const SessionContext = createContext<Session>({
  status: { open: null, recent: [], operator: '', today: '2000-01-01', documentsFolder: '', door: 'browser' },
  readOnly: false,
  today: '2000-01-01',
  operator: '',
  cooperative: null,
  fund: null,
  books: null,
  entities: [],
  chooseBooks: () => undefined,
  setStatus: () => undefined,
});

export function useSession(): Session {
  return useContext(SessionContext);
}
