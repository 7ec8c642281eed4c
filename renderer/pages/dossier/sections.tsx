import type { Output } from '../../../shared/contract/index.ts';
import { href } from '../../frame/routes.ts';
import { shownText } from '../../parts/gridColumns.ts';
import { yuanOrDash } from '../../parts/Stat.tsx';
import { Section, type SheetColumn } from './Section.tsx';

export type Dossier = Output<'household.dossier'>;

const sum = <T,>(rows: readonly T[], of: (row: T) => number): string =>
  yuanOrDash(rows.reduce((total, row) => total + of(row), 0));
const money = <T,>(title: string, of: (row: T) => number | null, strong?: true): SheetColumn<T> => ({
  title,
  figures: true,
  ...(strong ? { strong } : {}),
  of: (row) => {
    const fen = of(row);
    return fen === null ? '' : yuanOrDash(fen);
  },
});
const text = <T,>(title: string, of: (row: T) => React.ReactNode): SheetColumn<T> => ({ title, of });
const figure = <T,>(title: string, of: (row: T) => string | null): SheetColumn<T> => ({
  title,
  figures: true,
  of: (row) => shownText('number', of(row)),
});

type Person = Dossier['persons'][number];

export function People({ persons }: Dossier) {
  const columns: readonly SheetColumn<Person>[] = [
    text('姓名', (row) => <b>{row.name}</b>),
    text('关系', (row) => (row.isHead ? '户主' : row.relation)),
    text('性别', (row) => row.sex),
    // Of people whose numbers tell no age there is none to show.
    ...(persons.some((one) => one.age !== null)
      ? [{ title: '年龄', figures: true, of: (row: Person) => row.age ?? '' } as const]
      : []),
    text('身份证号', (row) => <span className="figures">{row.idMasked}</span>),
    text('电话', (row) => <span className="figures">{row.phone}</span>),
    text('银行卡', (row) => <span className="figures">{row.cardMasked}</span>),
  ];
  return (
    <Section
      title={`家庭人员 ${persons.filter((one) => one.diedOn === null).length} 人`}
      columns={columns}
      rows={persons}
      keyOf={(row) => row.id}
      rowClass={(row) => (row.diedOn === null ? '' : 'faded')}
      empty="没有登记人员。"
    />
  );
}

type BankLoan = Dossier['bankLoans'][number];

export function BankLoans({ bankLoans: rows }: Dossier) {
  return (
    <Section<BankLoan>
      title="银行贴息贷款"
      columns={[
        text('借款人', (row) => <a href={href('loans', row.loanId)}>{row.borrowerName}</a>),
        text('借据号', (row) => <span className="figures">{row.noteNo}</span>),
        money('贷款金额', (row) => row.amountFen),
        money('余额', (row) => row.balanceFen, true),
        text('到期日', (row) => <span className="figures">{row.dueOn}</span>),
        text('状态', (row) => (row.overdueDays > 0 ? `逾期 ${row.overdueDays} 天` : row.state)),
        text('下次结息', (row) => <span className="figures">{row.nextInterestOn ?? ''}</span>),
        money('应付利息', (row) => row.nextInterestFen),
        money('已领贴息', (row) => row.subsidyReceivedFen),
      ]}
      rows={rows}
      keyOf={(row) => row.loanId}
      rowClass={(row) => (row.overdueDays > 0 ? 'red' : row.balanceFen === 0 ? 'faded' : '')}
      empty="没有贴息贷款。"
      sums={[
        '合计',
        '',
        sum(rows, (row) => row.amountFen),
        sum(rows, (row) => row.balanceFen),
        '',
        '',
        '',
        sum(rows, (row) => row.nextInterestFen),
        sum(rows, (row) => row.subsidyReceivedFen),
      ]}
    />
  );
}

type FundLoan = Dossier['fundLoans'][number];
type Guarantee = Dossier['guarantees'][number];

export function FundLoans({ fundLoans, guarantees, fundSharesFen }: Dossier) {
  return (
    <>
      <Section<FundLoan>
        title="互助资金借款"
        link={
          <span className="figures">
            {[...new Set(fundLoans.map((row) => row.group))].join('、')}
            {fundSharesFen > 0 && `　互助金 ${yuanOrDash(fundSharesFen)}`}
          </span>
        }
        columns={[
          text('借款人', (row) => (
            <a href={href('fund', null, { tab: 'loans', open: String(row.loanId) })}>{row.name}</a>
          )),
          text('借据号', (row) => <span className="figures">{row.no}</span>),
          money('借款', (row) => row.principalFen),
          money('余额', (row) => row.balanceFen, true),
          text('状态', (row) => (row.overdueDays > 0 ? `逾期 ${row.overdueDays} 天` : row.state)),
          text('下次还款', (row) => (
            <span className="figures">
              {(row.overdueFen > 0 ? row.dueOn : (row.nextDueOn ?? row.dueOn)) ?? ''}
            </span>
          )),
          money('应还', (row) => (row.overdueFen > 0 ? row.overdueFen : row.nextDueFen)),
          money('占用费', (row) => row.feeOwedFen),
        ]}
        rows={fundLoans}
        keyOf={(row) => row.loanId}
        rowClass={(row) => (row.overdueFen > 0 ? 'red' : row.balanceFen === 0 ? 'faded' : '')}
        empty="没有互助资金借款。"
      />
      {guarantees.length > 0 && (
        <Section<Guarantee>
          title="为别人联保"
          columns={[
            text('联保人', (row) => row.guarantor),
            text('借款人', (row) => `${row.householdCode} ${row.borrower}`),
            text('借据号', (row) => <span className="figures">{row.no}</span>),
            money('余额', (row) => row.balanceFen),
            money('其中逾期', (row) => row.overdueFen),
          ]}
          rows={guarantees}
          keyOf={(row) => row.loanId}
          rowClass={(row) => (row.overdueFen > 0 ? 'red' : '')}
          empty=""
        />
      )}
    </>
  );
}

type ShareYear = Dossier['members'][number]['years'][number];

export function Shares({ members }: Dossier) {
  if (members.length === 0) {
    return (
      <Section<ShareYear>
        title="股金与分红"
        columns={[]}
        rows={[]}
        keyOf={(row) => row.year}
        empty="户里没有人入社。"
      />
    );
  }
  return members.map((member) => (
    <Section<ShareYear>
      key={member.memberId}
      title={`股金与分红：${member.name}`}
      link={
        <span>
          <a href={href('members', member.memberId)}>社员 {member.no}</a>　股金{' '}
          <b className="figures">{yuanOrDash(member.capitalFen)}</b>
          {member.reliefFen > 0 && `（到户扶贫资产 ${yuanOrDash(member.reliefFen)}）`}
          {member.owedFen !== 0 &&
            `　往来 ${member.owedFen > 0 ? '社欠' : '欠社'} ${yuanOrDash(Math.abs(member.owedFen))}`}
        </span>
      }
      columns={[
        text('年度', (row) => String(row.year)),
        money('出资额', (row) => row.capitalFen),
        money('交易额', (row) => row.patronageFen),
        money('盈余返还', (row) => row.patronageReturnFen),
        money('剩余分配', (row) => row.surplusShareFen),
        money('实发', (row) => row.netFen, true),
        money('已领', (row) => row.paidFen),
        money('未领', (row) => row.unpaidFen),
      ]}
      rows={member.years}
      keyOf={(row) => row.year}
      empty="还没有分过红。"
    />
  ));
}

type Industry = Dossier['industries'][number];
type Award = Dossier['awards'][number];

export function Industries({ industries, awards }: Dossier) {
  return (
    <>
      <Section<Industry>
        title="产业"
        columns={[
          text('年度', (row) => String(row.year)),
          text('项目', (row) => <b>{row.kind}</b>),
          { title: '规模', figures: true, of: (row) => `${shownText('number', row.scale)} ${row.unit}` },
          figure('验收', (row) => row.inspectedScale),
          money('投入', (row) => row.inputFen),
          money('预计收入', (row) => row.expectedFen),
          money('实际收入', (row) => row.incomeFen),
          money('奖补', (row) => row.awardFen),
        ]}
        rows={industries}
        keyOf={(row) => row.id}
        empty="没有登记产业。"
        sums={[
          '合计',
          '',
          '',
          '',
          sum(industries, (row) => row.inputFen),
          sum(industries, (row) => row.expectedFen),
          sum(industries, (row) => row.incomeFen ?? 0),
          sum(industries, (row) => row.awardFen),
        ]}
      />
      <Section<Award>
        title="奖补与务工补助"
        columns={[
          text('年度', (row) => String(row.year)),
          text('项目', (row) => <a href={href('industry', row.programmeId)}>{row.name}</a>),
          money('应发', (row) => row.amountFen, true),
          money('已发', (row) => row.paidFen),
          money('未发', (row) => row.unpaidFen),
          text('发放日', (row) => <span className="figures">{row.paidOn ?? ''}</span>),
        ]}
        rows={awards}
        keyOf={(row) => row.programmeId}
        empty="没有奖补。"
        sums={[
          '合计',
          '',
          sum(awards, (row) => row.amountFen),
          sum(awards, (row) => row.paidFen),
          sum(awards, (row) => row.unpaidFen),
          '',
        ]}
      />
    </>
  );
}

type Labour = Dossier['labour'][number];
type Delivery = Dossier['deliveries'][number];
type Lease = Dossier['leases'][number];

export function WorkAndTrade({ labour, deliveries, leases }: Dossier) {
  return (
    <>
      <Section<Labour>
        title="务工"
        columns={[
          text('年度', (row) => String(row.year)),
          text('姓名', (row) => row.name),
          figure('工日', (row) => (row.days === '0' ? '' : row.days)),
          figure('计件', (row) => (row.pieces === '0' ? '' : row.pieces)),
          money('应发', (row) => row.grossFen, true),
          money('实发', (row) => row.netFen),
          money('已发', (row) => row.paidFen),
          money('未发', (row) => row.unpaidFen),
        ]}
        rows={labour}
        keyOf={(row) => `${row.year}${row.name}`}
        empty="没有在合作社务工。"
      />
      <Section<Delivery>
        title="交售"
        columns={[
          text('年度', (row) => String(row.year)),
          text('社员号', (row) => row.memberNo),
          text('产品', (row) => row.product),
          figure('数量（公斤）', (row) => (row.quantity === '0' ? '' : row.quantity)),
          { title: '笔数', figures: true, of: (row) => row.count },
          money('金额', (row) => row.amountFen, true),
        ]}
        rows={deliveries}
        keyOf={(row) => `${row.year}${row.memberNo}${row.product}`}
        empty="没有交售。"
        sums={['合计', '', '', '', '', sum(deliveries, (row) => row.amountFen)]}
      />
      <Section<Lease>
        title="出租土地"
        columns={[
          text('合同', (row) => row.no),
          text('地块', (row) => row.plot),
          figure('面积（亩）', (row) => row.area),
          money('年租金', (row) => row.yearRentFen, true),
          text('租到', (row) => <span className="figures">{row.to}</span>),
          money('已领', (row) => row.paidFen),
          text('下次付款', (row) => <span className="figures">{row.nextDueOn ?? ''}</span>),
          money('应付', (row) => row.nextDueFen),
        ]}
        rows={leases}
        keyOf={(row) => row.leaseId}
        empty="没有把土地租给合作社。"
      />
    </>
  );
}
