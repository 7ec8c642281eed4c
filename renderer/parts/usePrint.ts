import { createContext, useContext } from 'react';
import type { PrintRequest } from '../api.ts';

type Print = (request: PrintRequest) => void;

/** The frame provides it: it shows the print preview over the page. */
export const PrintContext = createContext<Print>(() => undefined);

/** `print(request)` opens the preview of exactly the sheet that prints. */
export function usePrint(): Print {
  return useContext(PrintContext);
}
