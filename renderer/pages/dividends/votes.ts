/**
 * What a members' meeting needs (农民专业合作社法第三十条): at least two thirds of the members present,
 * and more than half of all votes in favour. Whole people and whole votes.
 */
export function presentNeeded(members: number): number {
  return Math.ceil((2 * members) / 3);
}

export function votesNeeded(votesTotal: number): number {
  return Math.floor(votesTotal / 2) + 1;
}
