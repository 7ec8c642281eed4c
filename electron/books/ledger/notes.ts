import { Decimal } from 'decimal.js';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import {
  evaluateBalanceSheet,
  evaluateEquityChanges,
  evaluateSurplus,
  type BalanceSheetRow,
  type SurplusRow,
} from '../../../shared/rules/statements/evaluate.ts';
import { FUND_SOURCE } from '../../../shared/rules/chart/accounts.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf, type Cooperative } from '../entities/index.ts';
import { beforeBooks, statementInput } from './statements.ts';

type Shown = Output<'statements.notes'>;
type Section = Shown['sections'][number];
type Table = NonNullable<Section['table']>;

/** What only the accountant knows. */
const BLANK = '＿＿＿＿＿＿';

/**
 * 附注, in the regulation's order, in words of our own: what the books and registers know is filled in, the rest is a blank to fill.
 * A draft: the accountant reads and finishes it.
 */
export function draftNotes({ db }: Reading, input: Parsed<'statements.notes'>): Result<Shown> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const early = beforeBooks(db, cooperative.value.id, `${input.year}-12`);
  if (early) return early;
  const facts = factsOf(db, cooperative.value, input.year);
  return ok({
    sections: [
      declaration(facts),
      situation(facts),
      equityStructure(facts),
      members(facts),
      equityChanges(facts),
      importantItems(facts),
      losses(facts),
      nominal(facts),
      otherMatters(facts),
      taxAdjustment(facts),
      text('九、其他需要说明的事项', [BLANK]),
    ],
  });
}

interface MemberFacts {
  readonly no: string;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly capitalFen: number;
  readonly reserveFen: number;
}

interface Facts {
  readonly db: ReadableDb;
  readonly cooperative: Cooperative;
  readonly year: number;
  readonly sheet: readonly BalanceSheetRow[];
  readonly surplus: readonly SurplusRow[];
  readonly equity: ReturnType<typeof evaluateEquityChanges>;
  readonly members: readonly MemberFacts[];
  readonly joined: number;
  readonly left: number;
  readonly run: RunFacts | null;
}

/** The standing dividend run of the year, as the meeting approved it. */
interface RunFacts {
  readonly resolution: string;
  readonly meetingDate: string;
  readonly reservePercent: string;
  readonly reserveFen: number;
  readonly distributableFen: number;
  readonly patronagePoolFen: number;
  readonly surplusPoolFen: number;
}

function factsOf(db: ReadableDb, cooperative: Cooperative, year: number): Facts {
  const figures = statementInput(db, cooperative.id, `${year}-12`, false);
  const moved = db.get<{ joined: number; left: number }>(
    `SELECT COALESCE(SUM(substr(joined_on, 1, 4) = CAST(? AS TEXT)), 0) AS joined,
       COALESCE(SUM(substr(left_on, 1, 4) = CAST(? AS TEXT)), 0) AS left
     FROM member WHERE entity_id = ?`,
    String(year),
    String(year),
    cooperative.id,
  )!;
  return {
    db,
    cooperative,
    year,
    sheet: evaluateBalanceSheet(figures),
    surplus: evaluateSurplus(figures),
    equity: evaluateEquityChanges(figures),
    members: membersAt(db, cooperative.id, year),
    ...moved,
    run: standingRun(db, cooperative.id, year),
  };
}

/** Who was a member at the year's end, with capital then and the reserve quantified by runs of up to that year. */
function membersAt(db: ReadableDb, entityId: number, year: number): MemberFacts[] {
  return db
    .all<MemberFacts>(
      `WITH ask(entity_id, day, year) AS (VALUES (?, ?, ?))
       SELECT m.no, COALESCE(p.name, m.organisation_name) AS name, m.kind, COALESCE(held.fen, 0) AS capitalFen,
         COALESCE(quantified.fen, 0) AS reserveFen
       FROM ask CROSS JOIN member m LEFT JOIN person p ON p.id = m.person_id
         LEFT JOIN (SELECT t.member_id, SUM(t.amount_fen) AS fen FROM ask CROSS JOIN share_transaction t
           WHERE t.entity_id = ask.entity_id AND t.date <= ask.day GROUP BY t.member_id) held ON held.member_id = m.id
         LEFT JOIN (SELECT l.member_id, SUM(l.reserve_quantified_fen) AS fen
           FROM ask CROSS JOIN dividend_run r JOIN dividend_line l ON l.run_id = r.id
           WHERE r.entity_id = ask.entity_id AND r.fiscal_year <= ask.year AND r.state IN ('approved', 'paying', 'settled')
           GROUP BY l.member_id) quantified ON quantified.member_id = m.id
       WHERE m.entity_id = ask.entity_id AND m.joined_on <= ask.day AND (m.left_on IS NULL OR m.left_on > ask.day)`,
      entityId,
      `${year}-12-31`,
      year,
    )
    .sort((a, b) => compareMemberNo(a.no, b.no));
}

function standingRun(db: ReadableDb, entityId: number, year: number): RunFacts | null {
  return (
    db.get<RunFacts>(
      `SELECT resolution, meeting_date AS meetingDate, inputs ->> '$.reservePercent' AS reservePercent,
         totals ->> '$.reserveFen' AS reserveFen, totals ->> '$.distributableFen' AS distributableFen,
         totals ->> '$.patronagePoolFen' AS patronagePoolFen, totals ->> '$.surplusPoolFen' AS surplusPoolFen
       FROM dividend_run WHERE entity_id = ? AND fiscal_year = ? AND state IN ('approved', 'paying', 'settled')`,
      entityId,
      year,
    ) ?? null
  );
}

function text(title: string, paragraphs: string[], table: Table | null = null): Section {
  return { title, paragraphs, table };
}

/** Part of a whole in percent, two decimals. */
function percentOf(part: number, whole: number): string {
  return whole === 0 ? '—' : `${new Decimal(part).times(100).div(whole).toFixed(2)}%`;
}

const yuan = (fen: number): string => `${formatYuan(fen)} 元`;

function sheetFen({ sheet }: Facts, row: number): number {
  return sheet.find((one) => one.row === row)?.endFen ?? 0;
}

function surplusFen({ surplus }: Facts, row: number): number {
  return surplus.find((one) => one.row === row)?.currentFen ?? 0;
}

function declaration({ cooperative, year }: Facts): Section {
  const basis =
    year >= 2023
      ? '农民专业合作社会计制度（财会〔2021〕37号）'
      : `农民专业合作社会计制度（财会〔2021〕37号，自 2023 年起施行，${year} 年度按它的格式列示，只供参照）`;
  return text('一、遵循会计制度的声明', [
    `${cooperative.name}编制的 ${year} 年度财务报表符合${basis}的要求，真实、完整地反映了本社的财务状况和经营成果。`,
  ]);
}

function situation(facts: Facts): Section {
  const { cooperative, members } = facts;
  const farmers = members.filter((one) => one.kind === 'person').length;
  return text('二、基本情况', [
    `${cooperative.name}，住所 ${cooperative.settings.officePlace || `${cooperative.villageName}${BLANK}`}，法定代表人 ${cooperative.settings.legalRepresentative || BLANK}。`,
    `年末股金总额 ${yuan(sheetFen(facts, 36))}，成员总数 ${members.length} 名，其中农民成员 ${farmers} 名，占 ${percentOf(farmers, members.length)}（按登记簿的自然人成员计，有不是农民的请改正）。`,
    `主要服务对象：${BLANK}；主要经营项目：${BLANK}。`,
  ]);
}

function equityStructure(facts: Facts): Section {
  const { members, joined, left } = facts;
  const organisations = members.filter((one) => one.kind === 'organisation');
  const people = members.filter((one) => one.kind === 'person');
  const capital = (of: readonly MemberFacts[]): number => of.reduce((fen, one) => fen + one.capitalFen, 0);
  const total = capital(members);
  const row = (name: string, of: readonly MemberFacts[]): string[] => [
    name,
    String(of.length),
    percentOf(of.length, members.length),
    formatYuan(capital(of)),
    percentOf(capital(of), total),
  ];
  return text(
    '三、成员权益结构',
    [
      `理事长 ${BLANK}；理事 ${BLANK}；执行监事或监事会成员 ${BLANK}。本年变动：${BLANK}。`,
      `企业、事业单位或社会组织成员 ${organisations.length} 个，占成员总数的 ${percentOf(organisations.length, members.length)}。本年入社 ${joined} 名，退社 ${left} 名。`,
    ],
    {
      head: ['成员', '个数', '占成员总数', '出资额（元）', '占股金总额'],
      rows: [row('自然人', people), row('单位', organisations), row('合计', members)],
    },
  );
}

function members({ members: all }: Facts): Section {
  const total = (pick: (one: MemberFacts) => number): string =>
    formatYuan(all.reduce((fen, one) => fen + pick(one), 0));
  return text('三（续）、各成员的出资额和量化到各成员的公积金份额', [], {
    head: ['编号', '成员', '出资额（元）', '公积金份额（元）'],
    rows: [
      ...all.map((one) => [one.no, one.name, formatYuan(one.capitalFen), formatYuan(one.reserveFen)]),
      ['', '合计', total((one) => one.capitalFen), total((one) => one.reserveFen)],
    ],
  });
}

function equityChanges({ equity }: Facts): Section {
  return text('三（续）、成员权益变动情况', [], {
    head: ['项目', '年初余额（元）', '本年增加（元）', '本年减少（元）', '年末余额（元）'],
    rows: equity.columns.map((one) => [
      one.label,
      formatYuan(one.beginFen),
      formatYuan(one.increaseFen),
      formatYuan(one.decreaseFen),
      formatYuan(one.endFen),
    ]),
  });
}

/** Rows of 01 that are accounts and moved or stand: composition and change, to be explained. */
function importantItems({ sheet }: Facts): Section {
  const rows = sheet.filter((one) => one.kind === 'account' && (one.endFen !== 0 || one.beginFen !== 0));
  return text(
    '四、重要项目说明',
    ['下表列出资产负债表各项目的年初、年末余额和增减。对变动大的项目，请说明构成和原因：', BLANK],
    {
      head: ['项目', '年初余额（元）', '年末余额（元）', '增减（元）'],
      rows: rows.map((one) => [
        one.label,
        formatYuan(one.beginFen),
        formatYuan(one.endFen),
        formatYuan(one.endFen - one.beginFen),
      ]),
    },
  );
}

const LOSSES = [
  '无法收回的应收款项',
  '无法收回的对外投资',
  '毁损和报废的固定资产',
  '毁损和报废的在建工程',
  '注销和无效的无形资产',
  '其他资产',
] as const;

function losses(facts: Facts): Section {
  const { db, cooperative, year } = facts;
  const { fen } = db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(t.debit_fen - t.credit_fen), 0) AS fen FROM account a JOIN turnover t ON t.account_id = a.id
     WHERE a.entity_id = ? AND a.code >= '181' AND a.code < '182' AND t.period <= ?`,
    cooperative.id,
    `${year}-12`,
  )!;
  return text(
    '五、已发生损失但还没有批准核销的资产',
    [
      fen === 0
        ? '账上没有待处理的财产损溢。盘点中发现的其他损失，请逐项填写：'
        : `账上待处理财产损溢 ${yuan(fen)}，请说明：`,
    ],
    { head: ['类别', '名称', '金额（元）', '说明'], rows: LOSSES.map((name) => [name, '', '', '']) },
  );
}

/** One yuan, by which assets of unknown value are carried. */
const NOMINAL_FEN = 100;

function nominal({ db, cooperative, year }: Facts): Section {
  const assets = db.all<{ account: string; name: string }>(
    `SELECT a.code || ' ' || a.name AS account, i.name
     FROM account a CROSS JOIN entry e ON e.account_id = a.id JOIN analysis_item i ON i.id = e.item_id
     WHERE a.entity_id = ? AND a.code IN ('141', '142', '144', '151', '161') AND e.period <= ? AND e.state > 0
     GROUP BY a.id, i.id HAVING SUM(e.debit_fen - e.credit_fen) = ? ORDER BY a.code, i.name`,
    cooperative.id,
    `${year}-12`,
    NOMINAL_FEN,
  );
  return text(
    '六、以名义金额计量的资产',
    assets.length === 0
      ? ['没有以名义金额（1 元）计量的资产。']
      : [`共 ${assets.length} 项。按名义金额计量的理由：${BLANK}。`],
    assets.length === 0
      ? null
      : {
          head: ['科目', '名称', '数量', '金额（元）'],
          rows: assets.map((one) => [one.account, one.name, '', formatYuan(NOMINAL_FEN)]),
        },
  );
}

function otherMatters(facts: Facts): Section {
  const trade = tradeOf(facts);
  const fund = facts.equity.columns.find((one) => one.key === 'specialFund');
  const grown = (label: string): number => fund?.increase.find((one) => one.label === label)?.fen ?? 0;
  const grantFen = grown(GRANTED);
  const donationFen = grown(DONATED);
  return text('七、其他重要事项', [
    `（一）变更主要生产经营项目：${BLANK}。`,
    `（二）进出口贸易：${BLANK}。`,
    `（三）重大财产处理、大额举债、对外投资和担保：${debts(facts)}${BLANK}。`,
    `（四）接受捐赠：${donationFen === 0 ? '本年没有形成专项基金的捐赠' : `本年接受捐赠形成专项基金 ${yuan(donationFen)}`}。${BLANK}`,
    `（五）国家财政支持和税收优惠：${grantFen === 0 ? '本年没有形成专项基金的财政补助' : `本年财政直接补助形成专项基金 ${yuan(grantFen)}`}；税收优惠 ${BLANK}。`,
    `（六）与成员的交易额 ${yuan(trade.memberFen)}（按交售登记）；与非成员的交易额 ${BLANK} 元，两者分别核算。经营收入合计 ${yuan(surplusFen(facts, 1))}。`,
    `（七）提取盈余公积：${reserveWords(facts)}`,
    `（八）盈余分配（亏损处理）：${distributionWords(facts)}`,
    `（九）未决诉讼、仲裁：${BLANK}。`,
  ]);
}

/** As 03 calls the two sources of 专项基金. */
const GRANTED = `接受${FUND_SOURCE.state}形成`;
const DONATED = `接受${FUND_SOURCE.donation}形成`;

function debts(facts: Facts): string {
  const [shortFen, longFen, investedFen] = [23, 32, 6].map((row) => sheetFen(facts, row));
  return `年末短期借款 ${yuan(shortFen ?? 0)}，长期借款 ${yuan(longFen ?? 0)}，对外投资 ${yuan(investedFen ?? 0)}；`;
}

function tradeOf({ db, cooperative, year }: Facts): { memberFen: number } {
  return db.get<{ memberFen: number }>(
    `SELECT COALESCE(SUM(amount_fen), 0) AS memberFen FROM delivery WHERE entity_id = ? AND date BETWEEN ? AND ?`,
    cooperative.id,
    `${year}-01-01`,
    `${year}-12-31`,
  )!;
}

function reserveWords(facts: Facts): string {
  const { run } = facts;
  const bookedFen = surplusFen(facts, 15);
  const booked = `本年账上提取 ${yuan(bookedFen)}。`;
  if (!run) return `${booked}提取比例 ${BLANK}。`;
  return `${facts.year} 年度方案按 ${run.reservePercent}% 提取 ${yuan(run.reserveFen)}。${booked}`;
}

function distributionWords(facts: Facts): string {
  const { run, year } = facts;
  if (!run) {
    const fen = surplusFen(facts, 16);
    return fen > 0
      ? `${year} 年度可分配盈余 ${yuan(fen)}，分配方案还没有批准。`
      : `${year} 年度没有可分配的盈余（${yuan(fen)}），亏损处理方案 ${BLANK}。`;
  }
  return `成员大会 ${run.meetingDate} 以“${run.resolution}”通过 ${year} 年度分配方案：可分配盈余 ${yuan(run.distributableFen)}，按交易量（额）返还 ${yuan(run.patronagePoolFen)}，剩余盈余分配 ${yuan(run.surplusPoolFen)}。`;
}

function taxAdjustment(facts: Facts): Section {
  return text(
    '八、与企业所得税法不一致的项目的纳税调整',
    ['种植业、农产品初加工等所得可能免征企业所得税，请先向主管税务机关确认，再填调整过程。'],
    {
      head: ['项目', '账面金额（元）', '税法金额（元）', '调整（元）'],
      rows: [
        ['盈余总额', formatYuan(surplusFen(facts, 10)), '', ''],
        ['所得税费用', formatYuan(surplusFen(facts, 11)), '', ''],
      ],
    },
  );
}
