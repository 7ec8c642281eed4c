import type { Member } from '../../../renderer/parts/MemberPicker.tsx';

const SURNAMES = '张李王赵何杨陈刘侯郭周徐马吴';
const GIVEN = '守田秀英德福明清正贵春花自建国永强玉兰兴才开泰文礼桂芳军志发小平长寿';

/** Members in number order, no two with the same capital, so that every sort has one right answer. */
export function membersByNumber(count: number): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    const serial = String(id).padStart(6, '0');
    // 7919 is prime to any count we take: a permutation, so neighbours differ and amounts are all over the list.
    const capitalFen = 500_000 + ((id * 7919) % count) * 100;
    const reserveShareFen = (id * 613) % 90_001;
    return {
      id,
      no: `M${serial}`,
      name: nameOf(index),
      kind: 'person',
      state: index % 997 === 5 ? 'frozen' : 'active',
      isVillageBody: false,
      personId: id,
      householdId: id,
      householdCode: `H${serial}`,
      groupNo: 1 + (index % 8),
      category: '一般',
      idMasked: `610727********${String(index % 10_000).padStart(4, '0')}`,
      cardMasked: `621700********${String((index * 17) % 10_000).padStart(4, '0')}`,
      phone: '',
      shares: (capitalFen / 100_000).toFixed(2),
      capitalFen,
      capitalFromReliefFen: 0,
      reserveShareFen,
      grantShareFen: 1_276_596,
      donationShareFen: 170_213,
      equityFen: capitalFen + reserveShareFen + 1_276_596 + 170_213,
      percent: '0.00',
      lastChange: { date: `2018-${String(1 + (index % 12)).padStart(2, '0')}-15`, label: '入股' },
    };
  });
}

function nameOf(index: number): string {
  const surname = SURNAMES[index % SURNAMES.length] ?? '';
  const first = GIVEN[index % GIVEN.length] ?? '';
  const second = GIVEN[Math.floor(index / GIVEN.length) % GIVEN.length] ?? '';
  return surname + first + second;
}
