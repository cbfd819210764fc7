import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { CouponPool } from '#contracts/api/coupon-pool.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import styles from './coupons.module.css';

interface CouponPoolsProps {
  readonly pools: readonly CouponPool[] | undefined;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

/** Each pool with how many codes journeys can still give away; a click shows its codes. */
export function CouponPools({ pools, chosen, onChoose }: CouponPoolsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/coupon-pools/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['coupon-pools'] }),
    onError: (error) => tell(error.message, 'failed'),
  });
  if (pools === undefined || pools.length === 0) return null;
  return (
    <ul className={styles['pools']} aria-label={t('coupons.pools')}>
      {pools.map(({ id, name, codes, free, given }) => (
        <li key={id} className={id === chosen ? `${styles['pool']} ${styles['chosen']}` : styles['pool']}>
          <Button
            type="text"
            className={styles['name'] ?? ''}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id === chosen ? undefined : id)}
          >
            <span className="truncate">{name}</span>
          </Button>
          <DeleteButton
            label={t('coupons.deletePool')}
            consequence={t('coupons.deletePoolText', { codes: format.number(codes) })}
            onDelete={() => remove.mutate(id)}
          />
          <span className={free === 0 ? styles['short'] : 'number'}>
            {t('coupons.freeOf', { free: format.number(free), codes: format.number(codes) })}
          </span>
          <span className="small faint">{t('coupons.given', { given: format.number(given) })}</span>
        </li>
      ))}
    </ul>
  );
}
