import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import { type Sheet } from '../../../../shared/rules/sheet/sheet.ts';
import { readNumberFormats } from './styles.ts';
import {
  readWorksheet,
  TooLargeError,
  unescapeText,
  type Limits,
  type WorkbookContext,
} from './worksheet.ts';
import { walkXml, XmlError } from './xml.ts';
import { damaged, openArchive, type Archive } from './zip.ts';

/**
 * An .xlsx workbook's worksheets, hidden ones marked. Read from its own parts (ECMA-376) and not through a
 * library, because an import needs what libraries leave out: merged ranges, numbers as stored, which numbers are
 * dates, hidden rows. Formulas count with the value saved in the file. Errors: damaged, encrypted, other kinds
 * of file in a zip, too large; each says what to do.
 */
export function readXlsx(bytes: Uint8Array, limits: Limits, maxUnpacked: number): Result<Sheet[]> {
  const archive = openArchive(bytes, maxUnpacked);
  if (!archive.ok) return archive;
  const foreign = foreignKind(archive.value);
  if (foreign) return refuse('file_kind', foreign);
  try {
    return ok(readSheets(archive.value, limits));
  } catch (error) {
    if (error instanceof PartRefused) return error.refusal;
    if (error instanceof TooLargeError) {
      return refuse('file_too_large', `表格太大，${error.message}。请删去空行空列，或拆成几个文件分别导入。`);
    }
    if (error instanceof XmlError) return damaged();
    throw error;
  }
}

/** Carries a refusal out of the depth of reading. */
class PartRefused extends Error {
  readonly refusal: Result<never>;
  constructor(refusal: Result<never>) {
    super('part refused');
    this.refusal = refusal;
  }
}

function foreignKind(archive: Archive): string | null {
  const names = archive.names;
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return null;
  if (names.includes('_rels/.rels') && names.some((name) => name.endsWith('workbook.xml'))) return null;
  if (names.some((name) => name.endsWith('workbook.bin'))) {
    return '这是 .xlsb 二进制工作簿，读不了。请在 Excel 里另存为 .xlsx 再导入。';
  }
  if (names.includes('mimetype')) return '这不是 .xlsx 表格（可能是 .ods）。请另存为 .xlsx 再导入。';
  if (names.some((name) => name.startsWith('word/')))
    return '这是 Word 文档，不是表格。请选 .xlsx 或 .csv 文件。';
  return '这是压缩包，不是 .xlsx 表格。请解压后选里面的表格文件。';
}

function readSheets(archive: Archive, limits: Limits): Sheet[] {
  const workbookPath = readRelations(archive, '').find((one) => one.type === 'officeDocument')?.target;
  const path = workbookPath ?? 'xl/workbook.xml';
  const { sheets, from1904 } = readWorkbookPart(required(archive, path));
  const relations = readRelations(archive, path);
  const partOf = (type: string): string | null => {
    const target = relations.find((one) => one.type === type)?.target;
    return target === undefined ? null : part(archive, target);
  };
  const stringsXml = partOf('sharedStrings');
  const stylesXml = partOf('styles');
  const context: WorkbookContext = {
    strings: stringsXml === null ? [] : readSharedStrings(stringsXml),
    formats: stylesXml === null ? [] : readNumberFormats(stylesXml),
    from1904,
  };
  const found: Sheet[] = [];
  for (const { name, hidden, relation } of sheets) {
    const target = relations.find((one) => one.id === relation && one.type === 'worksheet')?.target;
    if (target === undefined) continue; // a chart or a dialog
    found.push({ name, hidden, ...readWorksheet(required(archive, target), context, limits) });
  }
  return found;
}

function readWorkbookPart(xml: string): {
  sheets: { name: string; hidden: boolean; relation: string }[];
  from1904: boolean;
} {
  const sheets: { name: string; hidden: boolean; relation: string }[] = [];
  let from1904 = false;
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      sheets.push({
        name: attributes.name ?? '',
        hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
        relation: attributes['r:id'] ?? attributes.id ?? '',
      });
    },
  });
  return { sheets, from1904 };
}

function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = 0;
  walkXml(xml, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(text) {
      if (inText) current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') strings.push(unescapeText(current));
    },
  });
  return strings;
}

type Relation = { id: string; type: string; target: string };

/** The relations of a part ('' for the package), with targets as paths inside the archive. */
function readRelations(archive: Archive, partPath: string): Relation[] {
  const folder = partPath.slice(0, partPath.lastIndexOf('/') + 1);
  const xml = part(archive, `${folder}_rels/${partPath.slice(folder.length)}.rels`);
  const relations: Relation[] = [];
  if (xml === null) return relations;
  walkXml(xml, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      relations.push({
        id: attributes.Id ?? '',
        type: (attributes.Type ?? '').replace(/^.*\//, ''),
        target: resolvePath(folder, attributes.Target ?? ''),
      });
    },
  });
  return relations;
}

function resolvePath(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function required(archive: Archive, path: string): string {
  const xml = part(archive, path);
  if (xml === null) throw new XmlError(`no part ${path}`);
  return xml;
}

/** A part's text; null if there is none. */
function part(archive: Archive, path: string): string | null {
  const bytes = archive.read(path);
  if (bytes === null) return null;
  if (!bytes.ok) throw new PartRefused(bytes);
  try {
    return new TextDecoder(xmlEncoding(bytes.value), { fatal: true }).decode(bytes.value);
  } catch {
    throw new XmlError(`part ${path} is not text`); // wrong encoding, or longer than a string may be
  }
}

function xmlEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
