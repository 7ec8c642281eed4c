import Database from 'better-sqlite3';

/**
 * Books of three years written straight into a new workspace file by SQL: an opening, vouchers of four lines, the profit of each
 * month and year carried, every equation of `coop check` true. The triggers rest meanwhile and come back as they were; what they keep
 * is written along.
 */
export interface BigBooks {
  /** Vouchers of four lines; closings come on top. */
  readonly vouchers: number;
  /** Of which the register, the opening and the lines know. */
  readonly members?: number;
}

export const FIRST_YEAR = 2018;
export const YEARS = 3;

type Side = 'debit' | 'credit';

interface Line {
  readonly code: string;
  readonly side: Side;
  readonly fen: number;
  readonly member?: number;
  readonly item?: number;
  readonly item2?: number;
  readonly quantity?: number;
}

interface Place {
  readonly accountId: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
}

/** Into a workspace that books begin in with January of FIRST_YEAR and that holds nothing yet. */
export function fillBooks(path: string, { vouchers, members = 200 }: BigBooks): { entries: number } {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.pragma('synchronous = OFF');
  const books = new Books(database);
  database.transaction(() => {
    const resting = books.restTriggers();
    settle(books, members);
    work(books, vouchers);
    // What a trigger would have added up line by line.
    database.exec(`INSERT INTO turnover SELECT account_id, period, state, SUM(debit_fen), SUM(credit_fen) FROM entry
      GROUP BY account_id, period, state`);
    for (const sql of resting) database.exec(sql);
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  const broken = database.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error('the books name something that is not there');
  database.close();
  return { entries: books.entries };
}

class Books {
  readonly database: Database.Database;
  readonly #accounts: ReadonlyMap<string, number>;
  readonly #profit = new Map<string, Place & { fen: number }>();
  readonly #numbers = new Map<string, number>();
  readonly #voucher: Database.Statement;
  readonly #entry: Database.Statement;
  #carriedFen = 0;
  memberIds: number[] = [];
  entries = 0;

  constructor(database: Database.Database) {
    this.database = database;
    this.#accounts = new Map(
      (
        database.prepare('SELECT code, id FROM account WHERE entity_id = 1').all() as {
          code: string;
          id: number;
        }[]
      ).map((row) => [row.code, row.id]),
    );
    this.#voucher = database.prepare(
      `INSERT INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, source, source_id, prepared_by,
         prepared_at, reviewed_by, reviewed_at, posted_by, posted_at)
       VALUES (1, ?, ?, ?, ?, ?, 'posted', 1, '', ?, ?, '李会计', '2018-01-01T09:00:00', '王复核', '2018-01-01T09:00:00', '王复核',
         '2018-01-01T09:00:00')`,
    );
    this.#entry = database.prepare(
      `INSERT INTO entry (voucher_id, no, account_id, summary, debit_fen, credit_fen, member_id, item_id, item2_id, quantity_milli,
         period, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2)`,
    );
  }

  /** Takes down every trigger on vouchers and entries that guards posted rows, and gives what makes them anew. */
  restTriggers(): string[] {
    const triggers = this.database
      .prepare(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('entry', 'voucher')`,
      )
      .all() as { name: string; sql: string }[];
    for (const { name } of triggers) this.database.exec(`DROP TRIGGER ${name}`);
    return triggers.map((one) => one.sql);
  }

  item(dim: string, name: string): number {
    const row = this.database
      .prepare('SELECT id FROM analysis_item WHERE entity_id = 1 AND dim = ? AND name = ?')
      .get(dim, name) as { id: number } | undefined;
    if (row) return row.id;
    const made = this.database
      .prepare(
        `INSERT INTO analysis_item (entity_id, dim, name, note, pinyin_initials, pinyin_full) VALUES (1, ?, ?, '', '', '')`,
      )
      .run(dim, name);
    return Number(made.lastInsertRowid);
  }

  write(
    date: string,
    kind: string,
    summary: string,
    lines: readonly Line[],
    shareId: number | null = null,
  ): void {
    const fen = lines.reduce((sum, line) => sum + (line.side === 'debit' ? line.fen : -line.fen), 0);
    if (fen !== 0) throw new Error(`“${summary}” does not balance`);
    const places = lines.map((line): Place & { fen: number; quantity: number | null } => {
      const accountId = this.#accounts.get(line.code);
      if (accountId === undefined) throw new Error(`no account ${line.code}`);
      return {
        accountId,
        memberId: line.member ?? null,
        itemId: line.item ?? null,
        item2Id: line.item2 ?? null,
        fen: line.side === 'debit' ? line.fen : -line.fen,
        quantity: line.quantity ?? null,
      };
    });
    lines.forEach((line, index) => {
      if (line.code.startsWith('5')) this.#remember(places[index]!);
    });
    this.#put(date, kind, summary, places, shareId);
  }

  #remember(place: Place & { fen: number }): void {
    const key = `${place.accountId} ${place.itemId ?? ''}`;
    const known = this.#profit.get(key);
    if (known) known.fen += place.fen;
    else this.#profit.set(key, { ...place });
  }

  #put(
    date: string,
    kind: string,
    summary: string,
    places: readonly (Place & { fen: number; quantity: number | null })[],
    shareId: number | null,
  ): void {
    const period = date.slice(0, 7);
    const word = kind === 'opening' ? '初' : '记';
    const key = period + word;
    const number = (this.#numbers.get(key) ?? 0) + 1;
    this.#numbers.set(key, number);
    const source = shareId === null ? null : 'share';
    const { lastInsertRowid } = this.#voucher.run(period, date, word, number, kind, source, shareId);
    places.forEach((place, index) => {
      this.#entry.run(
        lastInsertRowid,
        index + 1,
        place.accountId,
        summary,
        Math.max(place.fen, 0),
        Math.max(-place.fen, 0),
        place.memberId,
        place.itemId,
        place.item2Id,
        place.quantity,
        period,
      );
    });
    this.entries += places.length;
  }

  /** 结转损益 of a month: each 5xx to 331. */
  carryProfit(date: string): void {
    const open = [...this.#profit.values()].filter((one) => one.fen !== 0);
    if (open.length === 0) return;
    const surplusFen = -open.reduce((sum, one) => sum + one.fen, 0);
    const places = open.map((one) => ({ ...one, fen: -one.fen, quantity: null }));
    const whole = {
      accountId: this.#accounts.get('331')!,
      memberId: null,
      itemId: null,
      item2Id: null,
      quantity: null,
    };
    this.#put(
      date,
      'close-profit',
      '结转损益',
      [...places, ...(surplusFen === 0 ? [] : [{ ...whole, fen: -surplusFen }])],
      null,
    );
    this.#carriedFen += surplusFen;
    this.#profit.clear();
  }

  /** What 213 owes stands in its register too. */
  keepLabour(): void {
    this.database.exec(
      `INSERT INTO labour_move (entity_id, item_id, item2_id, date, debit_fen, credit_fen)
       SELECT 1, e.item_id, e.item2_id, v.date, e.debit_fen, e.credit_fen
       FROM account a JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
       WHERE a.entity_id = 1 AND a.code = '213' ORDER BY v.id, e.no`,
    );
  }

  /** ①: 331 → 332-未分配盈余. */
  carryYear(date: string): void {
    const fen = this.#carriedFen;
    if (fen === 0) return;
    this.write(date, 'close-year', '结转本年盈余', [
      { code: '331', side: 'debit', fen },
      { code: '33202', side: 'credit', fen },
    ]);
    this.#carriedFen = 0;
  }
}

/** Members with their shares, and the opening that the shares and the money in the bank make. */
function settle(books: Books, members: number): void {
  const { database } = books;
  const person = database.prepare(
    `INSERT INTO person (name, pinyin_initials, pinyin_full, relation, id_masked, id_tail, phone, card_masked, bank_alias)
     VALUES (?, 'csy', 'chengyuan', '户主', '610727********1234', '1234', '', '', '')`,
  );
  const member = database.prepare(
    `INSERT INTO member (entity_id, no, kind, person_id, state, joined_on) VALUES (1, ?, 'person', ?, 'active', '2017-03-01')`,
  );
  const share = database.prepare(
    `INSERT INTO share_transaction (entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen, document, note,
       receipt_no, operator, recorded_at)
     VALUES (1, ?, ?, '2017-03-01', 'contribution', 'cash', '自筹', 0, ?, '', '', '', '李会计', '2017-03-01T09:00:00')`,
  );
  for (let n = 1; n <= members; n++) {
    const { lastInsertRowid: personId } = person.run(`成员${n}`);
    const id = Number(member.run(`M${String(n).padStart(3, '0')}`, personId).lastInsertRowid);
    books.memberIds.push(id);
    share.run(n, id, SHARE_FEN);
  }
  books.write(`${FIRST_YEAR - 1}-12-31`, 'opening', '年初余额', [
    { code: '101', side: 'debit', fen: (SHARE_FEN * members) / 2 },
    { code: '102', side: 'debit', fen: (SHARE_FEN * members) / 2, item: books.item('bank', '基本存款账户') },
    ...books.memberIds.map((id) => ({ code: '301', side: 'credit', fen: SHARE_FEN, member: id }) as const),
  ]);
}

const SHARE_FEN = 2_000_000;

/** The months one after the other, each with its share of the vouchers, taken from seven kinds in turn. */
function work(books: Books, vouchers: number): void {
  const months = YEARS * 12;
  const kinds = kindsOf(books);
  let done = 0;
  for (let month = 0; month < months; month++) {
    const period = `${FIRST_YEAR + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const until = Math.round(((month + 1) * vouchers) / months);
    const first = done;
    for (; done < until; done++) {
      const day = 1 + Math.floor(((done - first) * 28) / (until - first));
      const date = `${period}-${String(day).padStart(2, '0')}`;
      const { summary, lines } = kinds[done % kinds.length]!(done);
      books.write(date, 'entry', summary, lines);
    }
    books.carryProfit(`${period}-28`);
    if (period.endsWith('-12')) books.carryYear(`${period}-28`);
  }
  books.keepLabour();
}

type Kind = (n: number) => { summary: string; lines: readonly Line[] };

function kindsOf(books: Books): readonly Kind[] {
  const bank = books.item('bank', '基本存款账户');
  const banks = [bank, books.item('bank', '信用社'), books.item('bank', '农行')];
  const many = (dim: string, names: string, count: number): number[] =>
    Array.from({ length: count }, (_, n) => books.item(dim, `${names}${n + 1}`));
  const products = many('product', '品名', 12);
  const batches = many('asset', '菌袋', 20);
  const software = many('asset', '软件', 10);
  const workers = many('worker', '用工', 60);
  const staff = many('employee', '职工', 5);
  const parties = many('counterparty', '客户', 40);
  const pay = books.item('payItem', '计件工资');
  const salary = books.item('payItem', '计时工资');
  const business = ['产品销售', '受托代销', '代购服务', '其他'].map((name) =>
    books.item('businessItem', name),
  );
  const costs = ['菌种', '人工', '燃料水电', '折旧与摊销'].map((name) => books.item('costItem', name));
  const expenses = ['办公费', '差旅费', '水电费', '修理费', '管理人员工资', '折旧费'].map((name) =>
    books.item('expenseItem', name),
  );
  const fee = books.item('expenseItem', '银行手续费');
  const income = books.item('incomeSource', '其他');
  const tax = books.item('taxItem', '印花税');
  const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;
  const debit = (code: string, fen: number, more: Partial<Line> = {}): Line => ({
    code,
    side: 'debit',
    fen,
    ...more,
  });
  const credit = (code: string, fen: number, more: Partial<Line> = {}): Line => ({
    code,
    side: 'credit',
    fen,
    ...more,
  });
  /** An amount that varies, in fen. */
  const amount = (n: number, most: number): number => 100 + ((n * 7919) % most);
  const who = (n: number): Partial<Line> => ({ member: pick(books.memberIds, n) });

  return [
    (n) => {
      const [price, cost] = [amount(n, 400_000) + 100_000, amount(n, 80_000)];
      const product = { item: pick(products, n) };
      return {
        summary: '销售香菇',
        lines: [
          n % 3 === 0
            ? debit('113', price, { item: pick(parties, n) })
            : debit('102', price, { item: pick(banks, n) }),
          credit('501', price, { item: pick(business, n) }),
          debit('521', cost, { item: pick(business, n) }),
          credit('121', cost, { ...product, quantity: cost }),
        ],
      };
    },
    (n) => {
      const [a, b] = [amount(n, 90_000), amount(n + 1, 90_000)];
      return {
        summary: '收购成员鲜菇',
        lines: [
          debit('121', a, { item: pick(products, n), quantity: a }),
          debit('121', b, { item: pick(products, n + 1), quantity: b }),
          credit('114', a, who(n)),
          credit('114', b, who(n + 1)),
        ],
      };
    },
    (n) => {
      const [a, b] = [amount(n, 60_000), amount(n + 3, 60_000)];
      return {
        summary: '付成员货款',
        lines: [
          debit('114', a, who(n)),
          debit('114', b, who(n + 5)),
          credit('102', a, { item: bank }),
          credit('101', b),
        ],
      };
    },
    (n) => {
      const [a, b] = [amount(n, 40_000), amount(n + 2, 40_000)];
      return {
        summary: '计提用工',
        lines: [
          debit('141', a, { item: pick(batches, n) }),
          debit('401', b, { item: pick(costs, n) }),
          credit('213', a, { item: pick(workers, n), item2: pay }),
          credit('213', b, { item: pick(workers, n + 7), item2: salary }),
        ],
      };
    },
    (n) => {
      const [a, b, c] = [amount(n, 9_000), amount(n + 1, 9_000), amount(n, 300)];
      return {
        summary: '日常费用',
        lines: [
          debit('523', a, { item: pick(expenses, n) }),
          debit('523', b, { item: pick(expenses, n + 1) }),
          debit('524', c, { item: fee }),
          credit('102', a + b + c, { item: pick(banks, n) }),
        ],
      };
    },
    (n) => {
      const [a, c] = [amount(n, 9_000), amount(n, 2_000)];
      const expense = debit('523', a, { item: pick(expenses, n + 2) });
      return {
        summary: '摊销、工资与税金',
        lines:
          n % 4 === 0
            ? [
                expense,
                credit('162', a, { item: pick(software, n) }),
                debit('522', c, { item: tax }),
                credit(`214${String(1 + (n % 9)).padStart(2, '0')}`, c),
              ]
            : [
                expense,
                n % 2 === 0
                  ? credit('212', a, { item: pick(staff, n), item2: salary })
                  : credit('211', a, { item: pick(parties, n) }),
                debit('101', c),
                credit('502', c, { item: income }),
              ],
      };
    },
    (n) => {
      const [a, b] = [amount(n + 3, 60_000) + 70_000, amount(n, 30_000)];
      return {
        summary: '取现与付工钱',
        lines: [
          debit('101', a + b),
          credit('102', a + b, { item: bank }),
          debit('213', b, { item: pick(workers, n), item2: pay }),
          credit('101', b),
        ],
      };
    },
  ];
}
