import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Coupon, coupon as couponSchema } from '#contracts/api/coupon.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Pill } from '../shared/ui/marks.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { couponKeys, redemptionsQuery } from './coupon-queries.ts';
import { CouponStatePill, stateOf } from './coupon-table.tsx';
import { useCouponWorth } from './coupon-worth.ts';

/** One code: what it is worth, who has it, and who used it where. */
export function CouponDrawer({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const worth = useCouponWorth();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const { tell } = useFeedback();
  const redemptions = useQuery(redemptionsQuery(coupon.code));
  const refresh = () => Promise.all(couponKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  const remove = useMutation({
    mutationFn: () => api.delete(`/coupons/${encodeURIComponent(coupon.code)}`),
    onSuccess: async () => {
      onClose();
      await refresh();
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  return (
    <Drawer
      open
      title={<span className="mono">{coupon.code}</span>}
      onClose={onClose}
      size={440}
      extra={
        coupon.redeemed === 0 ? (
          <DeleteButton
            label={t('coupons.delete')}
            consequence={t('coupons.deleteText')}
            onDelete={() => remove.mutate()}
          />
        ) : null
      }
    >
      <div className="column" style={{ gap: 24 }}>
        <div className="row wrap">
          <CouponStatePill coupon={coupon} />
          <span>{coupon.name}</span>
          <strong>{worth(coupon)}</strong>
          <span className="soft">
            {coupon.validUntil === null
              ? t('coupons.forever')
              : t('coupons.until', { day: format.date(coupon.validUntil) })}
          </span>
        </div>
        {coupon.givenTo === null ? null : (
          <p>
            {t('coupons.givenTo')}{' '}
            <Link to="/profiles/$id" params={{ id: coupon.givenTo }} className="link">
              {t('coupons.thisPerson')}
            </Link>
            {coupon.givenAt === null ? null : <span className="soft"> · {format.dateTime(coupon.givenAt)}</span>}
          </p>
        )}
        {mayChange && stateOf(coupon) === 'free' ? <GiveCoupon code={coupon.code} onGiven={refresh} /> : null}
        <section className="column" style={{ gap: 8 }}>
          <h3>{t('coupons.redemptions')}</h3>
          {redemptions.error ? <p role="alert">{redemptions.error.message}</p> : null}
          {redemptions.data?.length === 0 ? <p className="soft">{t('coupons.noRedemptions')}</p> : null}
          {redemptions.data?.map(({ profile, at, store, register, inExcess }) => (
            <p key={`${profile}${at}`} className="row wrap">
              <Link to="/profiles/$id" params={{ id: profile }} className="link">
                {format.dateTime(at)}
              </Link>
              <span className="soft">{[store, register].filter((word) => word !== '').join(' · ')}</span>
              {inExcess ? <Pill tone="failed">{t('coupons.inExcess')}</Pill> : null}
            </p>
          ))}
        </section>
      </div>
    </Drawer>
  );
}

function GiveCoupon({ code, onGiven }: { code: string; onGiven: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [person, setPerson] = useState('');
  const give = useMutation({
    mutationFn: () => api.post(`/coupons/${encodeURIComponent(code)}/give`, { person: person.trim() }, couponSchema),
    onSuccess: onGiven,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (person.trim() !== '') give.mutate();
      }}
    >
      <Field label={t('coupons.give')} hint={t('coupons.giveHint')} error={give.error?.message}>
        {(control) => (
          <span className="row">
            <Input {...control} value={person} onChange={({ target }) => setPerson(target.value)} />
            <Button htmlType="submit" loading={give.isPending} disabled={person.trim() === ''}>
              {t('coupons.giveButton')}
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
