import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bankFile, type FileLayout, type Transfer } from './file.ts';

const CSV: FileLayout = { format: 'csv', encoding: 'UTF-8', withIdNumber: false };
const HE: Transfer = {
  account: '6230501249002303406',
  accountName: '何𬭎',
  amountFen: 442_066,
  remark: '2018年分红',
  idNumber: '610727188001010016',
};
const WEN: Transfer = { ...HE, account: '6230518625245251778', accountName: '周文龑', amountFen: 100_000 };

describe('the csv', () => {
  it('has a heading, CRLF, plain amounts with two decimals', () => {
    expect(Buffer.from(bankFile([HE, WEN], CSV)).toString('utf8')).toBe(
      '序号,账号,户名,金额,附言\r\n' +
        '1,6230501249002303406,何𬭎,4420.66,2018年分红\r\n' +
        '2,6230518625245251778,周文龑,1000.00,2018年分红\r\n',
    );
  });

  it('is GB18030 to the byte, four bytes for 𬭎', () => {
    const bytes = Buffer.from(bankFile([HE], { ...CSV, encoding: 'GB18030' }));
    expect(bytes.includes(Buffer.from([0xba, 0xce, 0x99, 0x33, 0xa9, 0x32]))).toBe(true);
    expect(new TextDecoder('gb18030').decode(bytes)).toContain('1,6230501249002303406,何𬭎,4420.66');
  });

  it('is GBK to the byte', () => {
    const bytes = Buffer.from(bankFile([WEN], { ...CSV, encoding: 'GBK' }));
    expect(bytes.subarray(0, 8).toString('hex')).toBe('d0f2bac52cd5cbba');
    expect(new TextDecoder('gbk').decode(bytes)).toContain('周文龑,1000.00');
  });

  it('has the ID number where the bank asks for it, and quotes a comma', () => {
    const text = Buffer.from(
      bankFile([{ ...HE, remark: '分红,"2018"' }], { ...CSV, withIdNumber: true }),
    ).toString();
    expect(text).toContain(',附言,身份证号\r\n');
    expect(text).toContain(',"分红,""2018""",610727188001010016\r\n');
  });
});

describe('the workbook', () => {
  it('keeps accounts as text and amounts as numbers', () => {
    const parts = unzipSync(
      bankFile([{ ...HE, accountName: '何<𬭎>&' }], { ...CSV, format: 'xlsx', withIdNumber: true }),
    );
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain(
      '<c r="B2" t="inlineStr"><is><t xml:space="preserve">6230501249002303406</t></is></c>',
    );
    expect(sheet).toContain('何&lt;𬭎&gt;&amp;');
    expect(sheet).toContain('<c r="D2" s="1"><v>4420.66</v></c>');
    expect(sheet).toContain(
      '<c r="F2" t="inlineStr"><is><t xml:space="preserve">610727188001010016</t></is></c>',
    );
  });

  it('is the same for the same rows', () => {
    const layout = { ...CSV, format: 'xlsx' } as const;
    expect(bankFile([HE], layout)).toEqual(bankFile([HE], layout));
  });
});
