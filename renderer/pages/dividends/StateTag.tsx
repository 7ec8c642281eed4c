import { STATE_LABEL, type RunHead } from './run.ts';

const TONE: Readonly<Record<RunHead['state'], string>> = {
  draft: 'attention',
  approved: 'good',
  paying: 'paying',
  settled: '',
  void: 'bad',
};

export function StateTag({ state }: { state: RunHead['state'] }) {
  return <span className={`tag ${TONE[state]}`}>{STATE_LABEL[state]}</span>;
}
