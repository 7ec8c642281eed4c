import { useState } from 'react';
import { call } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { useForm } from '../../parts/useForm.ts';

/** Before there is an association: what it is, and the two ways to one. */
export function NoFund() {
  const [asking, setAsking] = useState(false);
  return (
    <Page title="互助资金">
      <Empty
        title="还没有互助资金协会"
        actions={
          <>
            <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking(true)}>
              建立协会…
            </Button>
            <Button writes onClick={() => go('imports', null, { kind: 'fund-loans' })}>
              导入借款台账
            </Button>
          </>
        }
      >
        村互助资金协会是另一个单位，有自己的一套账：会员互助金、财政扶持资金、借款和占用费都记在协会账上，和合作社的账分开。
        手里有电子借款台账的，导入时会自动建立协会、小组和会员。
      </Empty>
      {asking && <EstablishDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function EstablishDialog({ onClose }: { onClose: () => void }) {
  const { status, today } = useSession();
  const form = useForm(() => ({
    name: `${status.open?.villageName ?? ''}互助资金协会`,
    firstPeriod: today.slice(0, 7),
  }));
  return (
    <Dialog
      title="建立互助资金协会"
      form={form}
      width={460}
      saveLabel="建立"
      onClose={onClose}
      onSave={async ({ name, firstPeriod }) => {
        await call('entities.create', { kind: 'fund', name, firstPeriod });
        notify(`“${name}”已建立，科目和默认规定已备好。请先看一遍“设置”。`);
      }}
    >
      <TextField {...form.field('name')} label="协会全称" required maxLength={50} />
      <PeriodField
        label="从哪个月开始记账"
        required
        steps
        value={form.value.firstPeriod}
        onChange={(firstPeriod) => form.set({ firstPeriod })}
        error={form.errorOf('firstPeriod')}
      />
      <p className="form-note">
        这个月以前的借款和还款也可以登记：只记台账，不写凭证；期初余额在“科目”里录入，借款和互助金按台账自动算。
      </p>
    </Dialog>
  );
}
