import type { Output } from '../../../shared/contract/index.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckField, SelectField, TextField } from '../../parts/Field.tsx';

type Template = Output<'settings.read'>['bankTemplates'][number];

/** As many as the contract keeps. */
const MOST = 20;

/** Each bank's own layout of the batch file: what it is called, which kind of file, in which characters, with ID or not. */
export function BankTemplates(props: {
  value: readonly Template[];
  onChange: (templates: Template[]) => void;
  /** The refusal's sentence for a field such as `bankTemplates.0.name`, or `bankTemplates` as a whole. */
  errorOf: (name: string) => string | undefined;
}) {
  const { value, onChange, errorOf } = props;
  const change = (code: string, part: Partial<Template>): void =>
    onChange(value.map((one) => (one.code === code ? { ...one, ...part } : one)));
  return (
    <>
      {value.map((one, index) => (
        <div key={one.code} className="bank-template" role="group" aria-label={`银行 ${index + 1}`}>
          <TextField
            bare
            label="银行名称"
            placeholder="银行名称"
            maxLength={50}
            value={one.name}
            onChange={(name) => change(one.code, { name })}
            error={errorOf(`bankTemplates.${index}.name`)}
          />
          <SelectField
            bare
            label="文件格式"
            value={one.format}
            // A workbook is always written in UTF-8; a bank that wants a text file mostly reads GBK only.
            onChange={(format) =>
              change(one.code, { format, encoding: format === 'xlsx' ? 'UTF-8' : 'GB18030' })
            }
            choices={[
              { value: 'csv', label: 'CSV 文本' },
              { value: 'xlsx', label: 'Excel 表格' },
            ]}
          />
          <SelectField
            bare
            label="文字编码"
            disabled={one.format === 'xlsx'}
            value={one.encoding}
            onChange={(encoding) => change(one.code, { encoding })}
            choices={[
              { value: 'GBK', label: 'GBK' },
              { value: 'GB18030', label: 'GB18030 有生僻字' },
              { value: 'UTF-8', label: 'UTF-8' },
            ]}
          />
          <CheckField
            label="带身份证号"
            value={one.withIdNumber}
            onChange={(withIdNumber) => change(one.code, { withIdNumber })}
          />
          <Button
            kind="quiet"
            disabled={value.length === 1}
            title={value.length === 1 ? '至少留一个' : `删去“${one.name}”`}
            onClick={() => onChange(value.filter((other) => other.code !== one.code))}
          >
            删去
          </Button>
        </div>
      ))}
      {errorOf('bankTemplates') && <div className="field-error">{errorOf('bankTemplates')}</div>}
      <Button
        disabled={value.length >= MOST}
        onClick={() =>
          onChange([
            ...value,
            { code: freeCode(value), name: '', format: 'csv', encoding: 'GB18030', withIdNumber: false },
          ])
        }
      >
        加一个银行
      </Button>
      <p className="form-note">
        列的顺序：序号、账号、户名、金额、附言，勾了的再加身份证号。先拿一份给银行试读，读不了就改编码或格式。
      </p>
    </>
  );
}

/** A code that no template has; bank files that were made remember theirs by it. */
function freeCode(templates: readonly Template[]): string {
  for (let number = templates.length + 1; ; number += 1) {
    const code = `bank${number}`;
    if (!templates.some((one) => one.code === code)) return code;
  }
}
