import { href } from '../frame/routes.ts';

interface VoucherLinkProps {
  voucher: { readonly id: number; readonly name: string };
  title?: string;
  className?: string;
}

/** A voucher by its name (记-2018-03-0012), which stays on one line wherever it stands. */
export function VoucherLink({ voucher, title, className = '' }: VoucherLinkProps) {
  return (
    <a className={`voucher-name ${className}`.trim()} href={href('vouchers', voucher.id)} title={title}>
      {voucher.name}
    </a>
  );
}
