import { useEffect, useRef } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { Button } from '../../parts/Button.tsx';
import { RadioField, SelectField } from '../../parts/Field.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { KINDS } from './kinds.ts';
import { type Import } from './useImport.ts';

type Inspection = Output<'imports.inspect'>;
type Field = Inspection['fields'][number];

/** Which column is which field. What the titles say is filled in; each can be corrected by looking at the samples. */
export function MatchColumns({ job, inspection }: { job: Import; inspection: Inspection }) {
  const { sheets, sheet, headerRows, columns, fields, problem } = inspection;
  const missing = fields.filter((field) => field.required && !job.mapping[field.field]);
  const used = new Set(Object.values(job.mapping));
  const unused = columns.filter(
    (column) => !used.has(column.letter) && (column.title || column.samples.length),
  );
  const visible = sheets.filter((one) => !one.hidden);
  const canTakeAll = visible.length > 1 && KINDS.some((one) => one.kind === job.kind && one.everySheet);
  // With a problem the dry run can still show the rows; it then refuses to commit.
  const canGo = !job.busy && columns.length > 0 && missing.length === 0;
  const next = useRef<HTMLDivElement>(null);
  useEffect(() => next.current?.querySelector('button')?.focus(), []);

  return (
    <div className="import-columns">
      <div className="import-side">
        <SelectField
          label="工作表"
          value={job.allSheets ? '' : sheet}
          disabled={job.busy !== '' || sheets.length < 2}
          onChange={(name) => void job.chooseSheet(name)}
          choices={[
            ...(canTakeAll
              ? [{ value: '', label: `全部 ${visible.length} 张（${rowsOf(visible)} 行）` }]
              : []),
            ...sheets.map((one) => ({
              value: one.name,
              label: `${one.name}（${one.rows} 行${one.hidden ? '，隐藏的' : ''}）`,
            })),
          ]}
          hint={
            sheets.length < 2
              ? '文件里只有这一张'
              : job.allSheets
                ? `右边是“${sheet}”的样子，其余各张按同样的列`
                : undefined
          }
        />
        {/* A household register holds no money. */}
        {job.kind !== 'households' && (
          <RadioField
            label="金额单位"
            value={job.unit}
            onChange={job.setUnit}
            choices={[
              { value: '元', label: '元' },
              { value: '万元', label: '万元' },
            ]}
            hint="看表头或表名下面写的“单位”"
          />
        )}
        <p className="import-header-rows">
          {headerRows.length === 0
            ? '没有找到表头。'
            : `表头：第 ${headerRows.join('、')} 行；下面的行是数据，合计行和签字行会自动认出来。`}
        </p>
        {unused.length > 0 && (
          <p className="import-unused">
            不导入的列：{unused.map((one) => `${one.letter} ${one.title}`.trim()).join('，')}
          </p>
        )}
        <div className="import-go" ref={next}>
          <Button kind="primary" disabled={!canGo} onClick={() => void job.dryRun()}>
            试导入
          </Button>
          <Button onClick={() => job.go('file')}>上一步</Button>
        </div>
        <p className="import-promise">试导入只检查，不写入。</p>
      </div>
      <div className="import-table">
        {problem && <Banner kind="error">{problem}</Banner>}
        {!problem && missing.length > 0 && (
          <Banner kind="warning">
            还没有对上必需的列：{missing.map((field) => field.title).join('、')}
            。请在下面指出它们在表里的哪一列。
          </Banner>
        )}
        <table>
          <thead>
            <tr>
              <th>台账里的内容</th>
              <th>表里的列</th>
              <th>头几行是这样</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldRow key={field.field} field={field} job={job} inspection={inspection} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function FieldRow({ field, job, inspection }: { field: Field; job: Import; inspection: Inspection }) {
  const letter = job.mapping[field.field] ?? '';
  const column = inspection.columns.find((one) => one.letter === letter);
  const isMissing = field.required && letter === '';
  return (
    <tr className={isMissing ? 'missing' : letter === '' ? 'left-out' : ''}>
      <th scope="row">
        {field.title}
        {field.required && <i title="必需">*</i>}
      </th>
      <td>
        <SelectField
          bare
          label={`${field.title}在哪一列`}
          value={letter}
          disabled={job.busy !== ''}
          error={isMissing ? '必需' : undefined}
          onChange={(next) => void job.mapField(field.field, next)}
          choices={[
            { value: '', label: field.required ? '请选择…' : '（表里没有）' },
            ...inspection.columns.map((one) => ({
              value: one.letter,
              label: `${one.letter}  ${one.title || '（无标题）'}`,
            })),
          ]}
        />
      </td>
      <td className="import-samples">
        {column?.samples.slice(0, 4).map((sample, index) => (
          <span key={index}>{sample}</span>
        ))}
      </td>
    </tr>
  );
}

const rowsOf = (sheets: Inspection['sheets']): number => sheets.reduce((sum, one) => sum + one.rows, 0);
