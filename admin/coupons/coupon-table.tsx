import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { Coupon, CouponState } from '#contracts/api/coupon.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { Pill, type Tone } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useCouponWorth } from './coupon-worth.ts';

const tones: Record<CouponState, Tone> = { free: 'neutral', given: 'held', redeemed: 'positive', over: 'failed' };

export function stateOf(coupon: Coupon, now = Date.now()): CouponState {
  if (coupon.redeemed > 0) return 'redeemed';
  if (coupon.validUntil !== null && Date.parse(coupon.validUntil) <= now) return 'over';
  return coupon.givenTo === null ? 'free' : 'given';
}

export function CouponStatePill({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const state = stateOf(coupon);
  return <Pill tone={tones[state]}>{t(`coupons.states.${state}`)}</Pill>;
}

interface CouponTableProps {
  readonly coupons: readonly Coupon[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
  readonly onOpen: (code: string) => void;
}

export function CouponTable({ coupons, more, onOpen }: CouponTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const worth = useCouponWorth();
  const columns: Column<Coupon>[] = [
    {
      key: 'code',
      title: t('coupons.code'),
      render: ({ code }) => (
        <Button type="link" className="mono" style={{ padding: 0, height: 'auto' }} onClick={() => onOpen(code)}>
          {code}
        </Button>
      ),
    },
    { key: 'name', title: t('coupons.name'), render: ({ name }) => name },
    { key: 'worth', title: t('coupons.worthTitle'), render: (coupon) => worth(coupon) },
    { key: 'state', title: t('coupons.state'), render: (coupon) => <CouponStatePill coupon={coupon} /> },
    {
      key: 'given',
      title: t('coupons.givenTo'),
      render: ({ givenTo, givenAt }) =>
        givenTo === null ? null : (
          <Link to="/profiles/$id" params={{ id: givenTo }} className="link">
            {givenAt === null ? t('coupons.person') : <RelativeTime at={givenAt} />}
          </Link>
        ),
    },
    {
      key: 'redeemed',
      title: t('coupons.redeemed'),
      align: 'end',
      render: ({ redeemed, redemptionLimit }) => `${format.number(redeemed)} / ${format.number(redemptionLimit)}`,
    },
    {
      key: 'until',
      title: t('coupons.validUntil'),
      align: 'end',
      render: ({ validUntil }) => (validUntil === null ? t('coupons.forever') : format.date(validUntil)),
    },
  ];
  return (
    <DataTable label={t('coupons.title')} columns={columns} rows={coupons} rowKey={({ code }) => code} more={more} />
  );
}
