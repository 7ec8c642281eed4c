import { describe, expect, it } from 'vitest';
import { demoContributions, demoDeliveries, demoMembers } from './cooperative.ts';

const members = demoMembers();
const deliveries = demoDeliveries();

describe('the demo cooperative', () => {
  it('has 47 members with 920,000.00 yuan in 47 contributions', () => {
    const contributions = demoContributions();
    expect(members.map((member) => member.no)).toEqual(contributions.map((entry) => entry.memberNo));
    expect([members.length, members[0]?.no, members[46]?.no]).toEqual([47, 'M001', 'M047']);
    expect(sum(contributions.map((entry) => entry.amountFen))).toBe(92_000_000);
    for (const { date } of contributions) expect(date >= '2018-03-01' && date <= '2018-07-31').toBe(true);
    expect(contributions.filter((entry) => entry.source === '自筹')).toHaveLength(28);
    expect(contributions.filter((entry) => entry.fromRelief)).toHaveLength(19);
  });

  it('knows the worked example’s members', () => {
    expect(members[1]).toMatchObject({ no: 'M002', groupNo: 4, name: '李秀英', capitalFen: 1_000_000 });
    expect(members[29]).toMatchObject({ no: 'M030', groupNo: 8, name: '李秀英', patronageFen: 0 });
    expect(members[46]).toMatchObject({ no: 'M047', groupNo: 3, name: '何𬭎', patronageFen: 2_782_790 });
  });

  it('has deliveries that come to each member’s patronage', () => {
    const delivered = new Map(members.map((member) => [member.no, 0]));
    for (const { memberNo, amountFen } of deliveries) {
      delivered.set(memberNo, (delivered.get(memberNo) ?? 0) + amountFen);
    }
    expect([...delivered]).toEqual(members.map((member) => [member.no, member.patronageFen]));
    expect(new Set(deliveries.map((delivery) => delivery.memberNo)).size).toBe(32);
    expect(sum(deliveries.map((delivery) => delivery.amountFen))).toBe(69_673_935);
  });

  it('prices each sale to the fen; quality awards have neither quantity nor price', () => {
    for (const { product, quantity, price, amountFen } of deliveries) {
      if (product === '质量奖') {
        expect([quantity, price]).toEqual([null, null]);
      } else {
        expect(Math.round(Number(quantity) * 10) * Math.round(Number(price) * 10)).toBe(amountFen);
      }
    }
    expect(new Set(deliveries.map((delivery) => delivery.product))).toEqual(
      new Set(['干菇', '鲜菇', '木耳', '质量奖']),
    );
  });

  it('has one sale that happened twice in a day', () => {
    const sales = deliveries.map((delivery) => JSON.stringify(delivery));
    expect(sales.length - new Set(sales).size).toBe(1);
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
