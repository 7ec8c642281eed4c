import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { parseShares } from '../../../../shared/rules/sheet/kinds/shares.ts';
import { cellText, type Sheet } from '../../../../shared/rules/sheet/sheet.ts';
import { encodeText } from './encoding.ts';
import { readWorkbook } from './readWorkbook.ts';

type Part = { text: string; declaredSize?: number; method?: number; flags?: number };

/** A zip of parts, each field of whose directory a test may falsify. */
function zip(parts: Record<string, string | Part>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(parts)) {
    const part = typeof given === 'string' ? { text: given } : given;
    const data = Buffer.from(part.text);
    const packed = deflateRawSync(data);
    const title = Buffer.from(name);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(part.flags ?? 0, 8);
    entry.writeUInt16LE(part.method ?? 8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(part.declaredSize ?? data.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(title.length, 26);
    locals.push(local, title, packed);
    directory.push(entry, title);
    offset += 30 + title.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** A workbook of one sheet around the given worksheet content. */
function workbook(sheetData: string, over: Record<string, string | Part> = {}): Uint8Array {
  return zip({
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:rel="r"><x:sheets><x:sheet name="甲" sheetId="1" rel:id="rId1" state="visible"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/a.xml"/>' +
      '<Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>' +
      '<Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>',
    'xl/sharedStrings.xml':
      '<sst><si><t>张</t></si><si><r><t>何</t></r><r><t xml:space="preserve">𬭎 &amp;</t></r><rPh><t>he</t></rPh></si></sst>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>' +
      '<numFmt numFmtId="171" formatCode="&quot;M&quot;000"/><numFmt numFmtId="172" formatCode="[Red]#,##0.00"/>' +
      '<numFmt numFmtId="173" formatCode="[h]:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs></styleSheet>',
    'xl/worksheets/a.xml': `<worksheet>${sheetData}</worksheet>`,
    ...over,
  });
}

async function sheets(bytes: Uint8Array, name = 'a.xlsx'): Promise<Sheet[]> {
  const result = await readWorkbook(name, bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function refusal(bytes: Uint8Array, name = 'a.xlsx'): Promise<string> {
  const result = await readWorkbook(name, bytes);
  return result.ok ? 'read' : `${result.error.code} ${result.error.message}`;
}

const table = (sheet: Sheet | undefined): string[][] =>
  sheet?.rows.map((row) => [String(row.number), ...row.cells.map(cellText)]) ?? [];

describe('xlsx', () => {
  test('every kind of cell, as stored', async () => {
    const [sheet] = await sheets(
      workbook(
        '<sheetData><row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t>行_x000D_内</t></is></c>' +
          '<c r="C2"><v>4979.3199999999997</v></c><c r="D2" s="1"><v>43206.75</v></c><c r="E2" s="2"><v>43191</v></c>' +
          '<c r="F2" s="3"><v>7</v></c><c r="G2" s="4"><v>6.10727188511112E+17</v></c><c r="H2" t="b"><v>1</v></c>' +
          '<c r="I2" t="e"><v>#N/A</v></c><c r="J2" t="str"><f>A1&amp;B1</f><v>公式</v></c><c r="K2"><f>SUM(A1)</f></c>' +
          '<c r="L2"/><c r="M2" t="s"><v>0</v></c><c r="N2" s="5"><v>0.5</v></c><c r="O2" t="d"><v>2018-07-01T00:00:00</v></c></row>' +
          '<row><c><v>1</v></c><c t="inlineStr"><is><t> </t></is></c></row></sheetData><mergeCells><mergeCell ref="A2:B4"/></mergeCells>',
      ),
    );
    expect(sheet).toEqual({
      name: '甲',
      hidden: false,
      merges: [{ top: 2, left: 1, bottom: 4, right: 2 }],
      rows: [
        {
          number: 2,
          hidden: true,
          cells: [
            { column: 1, kind: 'text', text: '何𬭎 &' },
            { column: 2, kind: 'text', text: '行\r内' },
            { column: 3, kind: 'number', digits: '4979.32' },
            { column: 4, kind: 'date', date: '2018-04-16' },
            { column: 5, kind: 'date', date: '2018-04-01' },
            { column: 6, kind: 'number', digits: '7', shown: 'M007' },
            { column: 7, kind: 'number', digits: '610727188511112000' },
            { column: 8, kind: 'boolean', value: true },
            { column: 9, kind: 'error', text: '#N/A' },
            { column: 10, kind: 'text', text: '公式' },
            { column: 11, kind: 'error', text: '公式没有结果' },
            { column: 13, kind: 'text', text: '张' },
            { column: 14, kind: 'number', digits: '0.5' },
            { column: 15, kind: 'date', date: '2018-07-01' },
          ],
        },
        { number: 3, hidden: false, cells: [{ column: 1, kind: 'number', digits: '1' }] },
      ],
    });
  });

  test('days counted from 1904', async () => {
    const [sheet] = await sheets(
      workbook('<sheetData><row r="1"><c r="A1" s="1"><v>41744</v></c></row></sheetData>', {
        'xl/workbook.xml':
          '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" state="hidden" r:id="rId1"/></sheets></workbook>',
      }),
    );
    expect(sheet).toMatchObject({ hidden: true, rows: [{ cells: [{ date: '2018-04-16' }] }] });
  });

  test.each<[string, () => Uint8Array, string]>([
    ['an empty file', () => new Uint8Array(), 'file_empty'],
    ['a workbook without content', () => workbook('<sheetData/>'), 'file_empty'],
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'file_old_xls'],
    [
      'a workbook with a password',
      () =>
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'file_encrypted',
    ],
    [
      'a web page named .xls',
      () => Buffer.from('<html><table><tr><td>户主</td></tr></table></html>'),
      'file_kind',
    ],
    ['text named .xlsx', () => Buffer.from('户主,金额\n张三,1'), 'file_damaged'],
    ['a PDF', () => Buffer.from('%PDF-1.7'), 'file_kind'],
    ['a Word file', () => zip({ 'word/document.xml': '<a/>' }), 'file_kind'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'file_kind'],
    ['an .ods', () => zip({ mimetype: 'application/vnd.oasis' }), 'file_kind'],
    ['an .xlsb', () => zip({ 'xl/workbook.bin': '' }), 'file_kind'],
    ['a zip of tables', () => zip({ '户.xlsx': '' }), 'file_kind'],
    ['half a file', () => workbook('<sheetData/>').subarray(0, 500), 'file_damaged'],
    [
      'a part larger than it says',
      () => workbook('', { 'xl/worksheets/a.xml': { text: '<a/>', declaredSize: 2 } }),
      'file_damaged',
    ],
    [
      'a part that claims 600 MB',
      () => workbook('', { 'xl/worksheets/a.xml': { text: '<a/>', declaredSize: 6e8 } }),
      'file_too_large',
    ],
    [
      'an encrypted part',
      () => workbook('', { 'xl/worksheets/a.xml': { text: '<a/>', flags: 1 } }),
      'file_encrypted',
    ],
    [
      'an unknown packing',
      () => workbook('', { 'xl/worksheets/a.xml': { text: '<a/>', method: 12 } }),
      'file_damaged',
    ],
    [
      'a missing part',
      () =>
        workbook('', {
          'xl/_rels/workbook.xml.rels': '<R><Relationship Id="rId1" Type="worksheet" Target="b.xml"/></R>',
        }),
      'file_damaged',
    ],
    [
      'a document type',
      () => workbook('', { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' }),
      'file_damaged',
    ],
    [
      'an unknown entity',
      () => workbook('', { 'xl/sharedStrings.xml': '<sst><si><t>&toString;</t></si></sst>' }),
      'file_damaged',
    ],
    ['an unclosed element', () => workbook('<sheetData>'), 'file_damaged'],
    ['rows out of order', () => workbook('<sheetData><row r="2"/><row r="1"/></sheetData>'), 'file_damaged'],
    [
      'a string that is not there',
      () => workbook('<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>'),
      'file_damaged',
    ],
    [
      'a column too far',
      () => workbook('<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>'),
      'file_too_large',
    ],
    ['too many bytes', () => new Uint8Array(50 * 1024 * 1024 + 1), 'file_too_large'],
  ])('%s is refused whole', async (_, make, code) => {
    const said = await refusal(make());
    expect(said.split(' ')[0]).toBe(code);
    expect(said).toMatch(/请.*。$/);
  });

  test('a flipped bit inside a part is noticed', async () => {
    const bytes = workbook('<sheetData><row r="1"><c r="A1"><v>20000</v></c></row></sheetData>');
    const at = Buffer.from(bytes).indexOf('xl/sharedStrings.xml') + 'xl/sharedStrings.xml'.length + 10;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(await refusal(bytes)).toContain('file_damaged');
  });
});

describe('csv', () => {
  const text =
    '社员号,户主姓名,金额,日期\r\nM001,周文龑,"30,000.00",2018.4.2\r\nM002,何𬭎,￥5000,2018年3月30日\r\n';
  const utf16 = (little: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return little ? bytes : bytes.swap16();
  };

  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(true)])],
    ['UTF-16 BE with mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(false)])],
    ['UTF-16 LE', utf16(true)],
    ['UTF-16 BE', utf16(false)],
    ['GB18030', encodeText(text, 'GB18030').bytes],
    ['tabs', Buffer.from(text.replaceAll('"30,000.00"', '30000').replaceAll(',', '\t'))],
    ['semicolons', Buffer.from(text.replaceAll('"30,000.00"', '30000').replaceAll(',', ';'))],
    ['a stated separator', Buffer.from(`sep=,\r\n${text}`)],
  ])('%s', async (_, bytes) => {
    const parsed = parseShares(await sheets(bytes, '名册.csv'));
    expect(parsed.info?.sheet).toBe('名册');
    expect(parsed.records.map((one) => [one.name, one.amountFen, one.date])).toEqual([
      ['周文龑', 3_000_000, '2018-04-02'],
      ['何𬭎', 500_000, '2018-03-30'],
    ]);
  });

  test('quotes, line breaks inside, blank lines, ="001"', async () => {
    const [sheet] = await sheets(Buffer.from('a,"b ""c""\r\nd",\n\n="001",5" 管,"x, y"'), 'a.txt');
    expect(table(sheet)).toEqual([
      ['1', 'a', 'b "c"\r\nd'],
      ['3', '001', '5" 管', 'x, y'],
    ]);
  });

  test.each([
    ['a,"b\nc', 'csv_quote 第 1 行'],
    ['a\n"b"c,d', 'csv_quote 第 2 行'],
  ])('%j is refused', async (csv, said) => expect(await refusal(Buffer.from(csv), 'a.csv')).toContain(said));

  test('bytes that are neither UTF-8 nor GB18030', async () => {
    expect(await refusal(Buffer.from([0x61, 0xff, 0xff, 0x62]), 'a.csv')).toContain('file_kind');
  });

  test('what is written is read', async () => {
    const field = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((one) => one.replace(/[\p{Cc}\p{Cs}\ufeff]/gu, '\n'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          fc.pre(rows.some((row) => row.some((one) => one.trim() !== '')));
          const csv = rows
            .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
            .join('\r\n');
          const expected = rows.flatMap((row, index) => {
            const cells = row.filter((one) => one.trim() !== '');
            return cells.length > 0 ? [[String(index + 1), ...cells]] : [];
          });
          for (const encoding of ['UTF-8', 'GB18030'] as const) {
            const [sheet] = await sheets(encodeText(csv, encoding).bytes, 'a.csv');
            // A text in GB18030 may happen to be valid UTF-8 too; then nobody could tell.
            if (encoding === 'UTF-8' || /[\u4e00-\u9fa5]{2}/.test(csv))
              expect(table(sheet)).toEqual(expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('hostile files', () => {
  test('random bytes are refused or read, never thrown at', async () => {
    const kinds = fc.constantFrom('a.xlsx', 'a.csv', 'a.txt', 'a');
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'PK\u0003\u0004', '\u00ff\u00fe'),
        async (name, bytes, head) => {
          await readWorkbook(name, Buffer.concat([Buffer.from(head, 'latin1'), bytes]));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('damaged workbooks are refused or read, never thrown at', async () => {
    const whole = workbook(
      '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>5</v></c></row></sheetData>',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          await readWorkbook('a.xlsx', bytes);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('damaged XML is refused or read, never thrown at', async () => {
    const xml =
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&#x4e00;</t></is></c><c r="B1" s="1"><v>5</v></c></row></sheetData>';
    const edit = fc.tuple(
      fc.nat(xml.length),
      fc.nat(5),
      fc.constantFrom('', '<', '>', '"', "'", '&', '/', '9', '-', ']]>', '<!--'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        let text = xml;
        for (const [at, length, by] of edits) text = text.slice(0, at) + by + text.slice(at + length);
        await readWorkbook('a.xlsx', workbook(text));
      }),
      { numRuns: 500 },
    );
  });
});

test('a messy roster written by another program', async () => {
  const bold = (value: string, more: object = {}) => ({ value, ...more });
  const bytes = await writeExcelFile([
    [bold('入股花名册', { columnSpan: 5 }), null, null, null, null],
    [
      bold('组别', { rowSpan: 2 }),
      bold('社员号', { rowSpan: 2 }),
      bold('户主姓名', { rowSpan: 2 }),
      bold('入股情况', { columnSpan: 2 }),
      null,
    ],
    [null, null, null, bold('金额'), bold('日期')],
    [
      bold('1组', { rowSpan: 2 }),
      bold('M001'),
      bold('侯　永　强'),
      bold('￥１０，０００'),
      { value: new Date('2018-04-16'), type: Date, format: 'yyyy-mm-dd' },
    ],
    [null, bold('M002'), bold(' 何𬭎\u00a0'), { value: 4979.32, type: Number }, bold('2018.4.2')],
    [null, null, null, null, null],
    [bold('合　计'), null, bold('2户'), { value: 14979.32, type: Number }, null],
  ]).toBuffer();
  const parsed = parseShares(await sheets(bytes));
  expect(parsed).toMatchObject({ fatal: null, refused: [], warnings: [] });
  expect(parsed.records.map((one) => [one.groupNo, one.name, one.amountFen, one.date])).toEqual([
    [1, '侯永强', 1_000_000, '2018-04-16'],
    [1, '何𬭎', 497_932, '2018-04-02'],
  ]);
});
