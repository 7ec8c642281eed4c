import type { Input } from '../../../shared/contract/index.ts';

type Source = Pick<Input<'imports.inspect'>, 'fileName' | 'dataBase64'>;

/** The largest file the program reads, in bytes. */
const MAX_BYTES = 50 * 1024 * 1024;

/** What the file dialog offers. */
export const ACCEPTED = '.xlsx,.xlsm,.csv,.txt';

/**
 * Reads a file the person chose, as base64. The browser encodes it itself, so no call stack or string of
 * bytes grows with the file. Resolves to a sentence for the person when the file can't be taken.
 */
export function readSheetFile(file: File): Promise<Source | string> {
  const why = refusal(file);
  if (why !== null) return Promise.resolve(why);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onerror = () =>
      resolve(
        `“${file.name}”读不出来。如果它正在 Excel 或 WPS 里开着，或在拔下的 U 盘上，请先关好、插好再选一次。`,
      );
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve({ fileName: file.name, dataBase64: url.slice(url.indexOf(',') + 1) });
    };
    reader.readAsDataURL(file);
  });
}

function refusal(file: File): string | null {
  if (/\.(xls|et)$/i.test(file.name)) {
    return `“${file.name}”是旧格式。请在 Excel 或 WPS 里打开它，用“另存为”存成 .xlsx，再选那一份。`;
  }
  if (!/\.(xlsx|xlsm|csv|txt)$/i.test(file.name)) {
    return `“${file.name}”不是电子表格。能导入的是 .xlsx 和 .csv 文件。`;
  }
  if (file.size === 0) return `“${file.name}”是空文件，里面一个字也没有。请检查是否选对了文件。`;
  if (file.size > MAX_BYTES) return `“${file.name}”太大，最多 50 MB。请删去图片或分成几份再导入。`;
  return null;
}
