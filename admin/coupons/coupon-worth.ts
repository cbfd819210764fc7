import { useTranslation } from 'react-i18next';
import type { Coupon } from '#contracts/api/coupon.ts';
import { useFormat } from '../shared/format.ts';

/** What a coupon is good for, in words. */
export function useCouponWorth(): (coupon: Pick<Coupon, 'kind' | 'value'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ kind, value }) => {
    if (kind === 'percentage') return t('coupons.worth.percentage', { percent: format.percent(value / 100) });
    const amount = format.money(value);
    return kind === 'amount' ? t('coupons.worth.amount', { amount }) : t('coupons.worth.gift', { amount });
  };
}
