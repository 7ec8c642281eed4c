import { expect, test } from '/work/main/e2e/desk.ts';
import { goTo, look, openDemo, ask } from '/work/main/e2e/pages/desk.ts';
test('demo', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  for (const [title, name] of [['账簿','ledger'],['期末','periods'],['会计报表','statements'],['科目','accounts']] as const) {
    await goTo(page, title);
    await page.waitForTimeout(2500);
    await look(page, `demo-${name}`);
  }
  await page.getByRole('tab', { name: '期初余额' }).click();
  await page.waitForTimeout(1500);
  await look(page, 'demo-openings');
  await page.goto(page.url().replace(/#.*/, '#/ledger?tab=analysis&dim=member'));
  await page.waitForTimeout(1500);
  await look(page, 'demo-analysis');
  await page.goto(page.url().replace(/#.*/, '#/ledger?tab=account&account=102'));
  await page.waitForTimeout(1500);
  await look(page, 'demo-bank');
  await page.goto(page.url().replace(/#.*/, '#/periods?period=2018-12'));
  await page.waitForTimeout(2500);
  await look(page, 'demo-dec');
  console.log(JSON.stringify((await ask(page,'periods.list',{})).periods));
});
