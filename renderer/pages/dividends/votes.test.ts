import { expect, test } from 'vitest';
import { presentNeeded, votesNeeded } from './votes.ts';

test.each([
  [47, 32, 24],
  [48, 32, 25],
  [3, 2, 2],
  [1, 1, 1],
])('%i members: %i present, %i votes', (members, present, votes) => {
  expect(presentNeeded(members)).toBe(present);
  expect(votesNeeded(members)).toBe(votes);
});
