import { useCall } from '../../api.ts';
import { EntryPreview, useSettled } from '../../parts/EntryPreview.tsx';
import type { Recorded } from './draft.ts';

/** The entries of what is being recorded, while the form is being filled in. */
export function Preview(props: { input: Recorded | null; incomplete: string; said: string | undefined }) {
  const settled = useSettled(props.input);
  const { value, error } = useCall('business.preview', settled);
  return (
    <EntryPreview
      asked={settled !== null}
      value={value}
      error={error}
      incomplete={props.incomplete}
      said={props.said}
    />
  );
}
