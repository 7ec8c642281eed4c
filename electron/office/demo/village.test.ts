import { describe, expect, it } from 'vitest';
import { checkBankCard } from '../../../shared/rules/bankCard.ts';
import { checkIdNumber } from '../../../shared/rules/idNumber.ts';
import { demoMembers } from './cooperative.ts';
import { demoVillage } from './village.ts';

const village = demoVillage();
const persons = village.flatMap(({ head, others }) => [head, ...others]);

describe('the demo village', () => {
  it('has the households and people of the 2018 report', () => {
    const byCategory = [...Map.groupBy(village, (household) => household.category)].map(
      ([category, households]) => [
        category,
        households.length,
        households.reduce((sum, household) => sum + 1 + household.others.length, 0),
      ],
    );
    expect(byCategory.toSorted()).toEqual(
      [
        ['一般', 158, 549],
        ['低保', 60, 166],
        ['五保', 13, 16],
        ['一般农户', 180, 653],
      ].toSorted(),
    );
    expect([village.length, persons.length]).toEqual([411, 1384]);
    expect(new Set(village.map((household) => household.groupNo)).size).toBe(8);
    expect([village.at(0)?.code, village.at(-1)?.code]).toEqual(['H001', 'H411']);
  });

  it('has valid numbers that are nobody else’s and no living person’s', () => {
    for (const { idNumber, sex } of persons) {
      const checked = checkIdNumber(idNumber);
      if (!checked.ok) throw new Error(`${idNumber}: ${checked.error.message}`);
      expect(checked.value.sex).toBe(sex === '男' ? 'male' : 'female');
      expect(checked.value.birthDate).toMatch(/^188\d-/);
      expect(idNumber).toMatch(/^(?:610727|612327)/);
    }
    expect(new Set(persons.map((person) => person.idNumber)).size).toBe(1384);
    expect(new Set(village.map((household) => household.card)).size).toBe(411);
    expect(new Set(village.map((household) => household.phone)).size).toBe(411);
    for (const { card, phone } of village) {
      expect(checkBankCard(card)).toEqual({ ok: true, value: { normalised: card, luhnValid: true } });
      expect(card).toMatch(/^6230\d{15}$/);
      expect(phone).toMatch(/^199000\d{5}$/);
    }
  });

  it('still has people with numbers of the old prefecture, but few', () => {
    const old = persons.filter(({ idNumber }) => idNumber.startsWith('612327'));
    expect(old.length).toBeGreaterThan(10);
    expect(old.length).toBeLessThan(100);
  });

  it('gives each member a poor household of the member’s group', () => {
    const heads = village.filter((household) => household.memberNo !== null);
    expect(
      heads.map(({ memberNo, groupNo, head }) => [memberNo, groupNo, head.name, head.sex]).toSorted(),
    ).toEqual(demoMembers().map(({ no, groupNo, name, sex }) => [no, groupNo, name, sex]));
    expect(new Set(heads.map((household) => household.category))).toEqual(new Set(['一般', '低保']));
  });

  it('has no two people of one name in a household, and no namesake of a member outside the members', () => {
    for (const { head, others } of village) {
      const names = [head, ...others].map((person) => person.name);
      expect(new Set(names).size).toBe(names.length);
    }
    const namesakes = persons.filter((person) => person.name === '李秀英');
    expect(namesakes).toHaveLength(2);
    expect(persons.filter((person) => person.name === '何𬭎')).toHaveLength(1);
  });

  it('is the same each time', () => {
    expect(demoVillage()).toEqual(village);
  });
});
