import { createContext, useContext } from 'react';
import type { Output } from '../../shared/contract/index.ts';

export type Status = Output<'workspace.status'>;
type Entity = Output<'entities.list'>[number];

export interface Session {
  status: Status;
  /** True when commands are refused: another program has the file open. */
  readOnly: boolean;
  /** YYYY-MM-DD, as the program's clock says. */
  today: string;
  operator: string;
  /** The first cooperative, once known. */
  cooperative: Entity | null;
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
  setStatus: () => undefined,
});

export function useSession(): Session {
  return useContext(SessionContext);
}
