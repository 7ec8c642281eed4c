import { describe, expect, it } from 'vitest';
import { certificateDocument, type CertificateData } from './certificate.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const data: CertificateData = {
  header,
  legalRepresentative: '张守田',
  parValueFen: 100_000,
  certificates: [
    {
      number: 'CZ-2018-0001',
      memberNo: 'M047',
      name: '何𬭎',
      idMasked: '610727********2702',
      groupNo: 3,
      contributedOn: '2018-03-12',
      amountFen: 1_000_000,
      form: '货币',
      source: '自筹',
      cumulativeFen: 1_550_000,
      issuedOn: '2018-03-13',
    },
  ],
};

describe('成员出资证明书', () => {
  it('certifies contribution and cumulative holding in figures and words', () => {
    const [page = { markup: '' }] = certificateDocument(data).pages;
    expect(Object.fromEntries(cellsOf(page) as [string, string][])).toMatchObject({
      成员: '何𬭎（3组）',
      本次出资: '¥10,000.00，10 股',
      累计出资: '¥15,500.00，15.5 股',
      '累计出资（大写）': '人民币壹万伍仟伍佰元整',
      出资日期: '2018年3月12日',
    });
    const text = textOf(page);
    for (const part of [
      'CZ-2018-0001',
      '人民币壹万元整',
      '610727********2702',
      '法定代表人：张守田',
      '（公章）',
      '2018年3月13日',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('counts no shares where there is no par value', () => {
    const [page = { markup: '' }] = certificateDocument({ ...data, parValueFen: null }).pages;
    expect(textOf(page)).not.toContain('股');
  });
});
