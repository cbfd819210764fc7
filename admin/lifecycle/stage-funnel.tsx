import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LifecycleFunnel } from '#contracts/api/lifecycle.ts';
import { useFormat } from '../shared/format.ts';
import { Section } from '../shared/ui/page.tsx';
import styles from './lifecycle.module.css';

/** Stages from the first to the last: how many are there now, and how many of those who were there went further. */
export function StageFunnel({ funnel, days }: { funnel: LifecycleFunnel; days: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stages } = funnel;
  const most = Math.max(1, ...stages.map(({ size }) => size));
  return (
    <Section title={t('customers.lifecycle.funnel')} note={t('customers.lifecycle.funnelNote')}>
      <ol className={styles['funnel']}>
        {stages.map(({ stage, segment, size, reached, movedOn }, index) => (
          <Fragment key={stage}>
            <li className={styles['stage']}>
              <span className={styles['name']}>{t(`attributes.stage.${stage}`)}</span>
              <Link
                to="/profiles"
                search={{ segment }}
                className={styles['track'] ?? ''}
                aria-label={t('customers.lifecycle.stageLabel', {
                  ...{ stage: t(`attributes.stage.${stage}`), count: size, people: format.number(size) },
                })}
              >
                <span className={styles['bar']} style={{ width: `${Math.max(0.5, (size / most) * 100)}%` }} />
                <span className={`${styles['size']} number`}>{format.number(size)}</span>
              </Link>
            </li>
            {index < stages.length - 1 ? (
              <li className={styles['step']}>
                <span aria-hidden="true">↓</span>
                <span>
                  {reached === 0
                    ? t('customers.lifecycle.nobodyReached')
                    : t('customers.lifecycle.conversion', {
                        ...{ share: format.percent(movedOn / reached), days, count: reached },
                        ...{ movedOn: format.number(movedOn), reached: format.number(reached) },
                      })}
                </span>
              </li>
            ) : null}
          </Fragment>
        ))}
      </ol>
    </Section>
  );
}
