import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

type Place = 'filters' | 'actions' | 'banner';

/** The places in the page's head that each tab fills with its own. */
export const Slots = createContext<Readonly<Record<Place, HTMLElement | null>>>({
  filters: null,
  actions: null,
  banner: null,
});

/** What a tab puts into the head of the page: the page and its tabs stay while the tab changes. */
export function Into(props: { place: Place; children: ReactNode }) {
  const at = useContext(Slots)[props.place];
  return at && createPortal(props.children, at);
}
