import { ask, benchOffice, writeDemo } from '/work/main/e2e/bench/demo.ts';
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
const path='/tmp/b/big.coop'; rmSync(path,{force:true});
await writeDemo(path,'/tmp/b');
const src=(await import('node:fs')).readFileSync('/work/main/e2e/bench/startToGrid.ts','utf8');
const fn=src.slice(src.indexOf('function settle')).replace(': string','').replace(': number','').replace(': void','');
const settle=new Function('Database',fn+';return settle')(Database);
let t=performance.now(); settle(path,100000); console.log('settle',performance.now()-t);
const o=benchOffice('/tmp/b');
for (const [m,i] of [['workspace.open',{path}],['entities.list',{}],['groups.list',{}],['members.list',{}],['dividends.list',{}],['deliveries.totals',{year:2018}],['imports.history',{}],['households.list',{}],['households.list',{}],['search.jump',{text:'z'}],['households.list',{search:'张守'}]] as const) {
 t=performance.now(); const v=await ask(o,m as any,i as any); const d=performance.now()-t; t=performance.now(); const s=JSON.stringify(v); console.log(m,d.toFixed(0),'json',(performance.now()-t).toFixed(0),s.length);
}
o.close();
