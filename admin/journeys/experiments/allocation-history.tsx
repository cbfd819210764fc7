import { useTranslation } from 'react-i18next';
import type { ExperimentReport } from '#contracts/api/experiment.ts';
import { useFormat } from '../../shared/format.ts';
import styles from './experiments.module.css';

/** How people were shared out since when, the newest first. */
export function AllocationHistory({ report }: { readonly report: ExperimentReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (report.history.length === 0) return null;
  const nameOf = (id: string) => report.arms.find(({ arm }) => arm === id)?.name || id;
  return (
    <details>
      <summary className="small">{t('experiments.results.history')}</summary>
      <ul className={styles['history']}>
        {report.history.map((one) => (
          <li key={one.release} className="small">
            <div>
              <strong>{t(`experiments.results.state.${one.state}`, { arm: nameOf(one.arm ?? '') })}</strong>{' '}
              <span className="faint">
                {format.dateTime(one.at)}
                {one.by === null || one.by === '' ? null : ` · ${t('experiments.results.byWhom', { by: one.by })}`}
              </span>
            </div>
            <div className="soft">
              {one.shares.map(({ arm, share }) => `${nameOf(arm)} ${format.percent(share)}`).join(' · ')}
            </div>
            {one.counts.length === 0 ? null : (
              <div className="faint">
                {one.counts
                  .map(
                    ({ arm, people, conversions }) =>
                      `${nameOf(arm)} ${format.number(conversions)}/${format.number(people)}`,
                  )
                  .join(' · ')}
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
