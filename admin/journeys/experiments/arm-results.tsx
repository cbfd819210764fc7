import { useTranslation } from 'react-i18next';
import type { ArmResult, ExperimentReport } from '#contracts/api/experiment.ts';
import { useFormat } from '../../shared/format.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { ChooseArmButton } from './choose-arm-button.tsx';
import styles from './experiments.module.css';

interface ArmResultsProps {
  readonly report: ExperimentReport;
  readonly arms: readonly ArmResult[];
  readonly canChoose: boolean;
}

/** The arms under each other on one scale from zero, each with the interval in which its result lies. */
export function ArmResults({ report, arms, canChoose }: ArmResultsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(...arms.filter(({ people }) => people > 0).map(({ result }) => result.high), 0);
  return (
    <ul className={styles['arms']}>
      {arms.map((arm) => (
        <li key={arm.arm} className={styles['arm']}>
          <div className={styles['armHeader']}>
            <strong>{arm.name || arm.arm}</strong>
            {arm.isControl ? <Pill>{t('experiments.results.control')}</Pill> : null}
            <span className="grow" />
            {canChoose && report.arm !== arm.arm ? <ChooseArmButton report={report} arm={arm} /> : null}
          </div>
          {canChoose ? (
            <span className="small faint">{t('experiments.results.share', { share: format.percent(arm.share) })}</span>
          ) : null}
          {report.withinHours === null ? (
            <span className="small soft">
              {t('experiments.results.peopleAll', { people: format.number(arm.drawn) })}
            </span>
          ) : (
            <ArmFigures report={report} arm={arm} most={most} />
          )}
        </li>
      ))}
    </ul>
  );
}

function ArmFigures({ report, arm, most }: { report: ExperimentReport; arm: ArmResult; most: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { scale, currency } = report;
  const { result, uplift, people, drawn } = arm;
  const amount = (value: number) =>
    scale === 'rate' ? format.percent(value) : format.money(value, currency, { whole: false });
  const signed = (share: number) => `${share > 0 ? '+' : ''}${format.percent(share)}`;
  const numbers = { people: format.number(people), drawn: format.number(drawn) };
  const counted = t(people === drawn ? 'experiments.results.peopleAll' : 'experiments.results.people', numbers);
  if (people === 0) return <span className="small faint">{drawn > 0 ? counted : t('experiments.results.nobody')}</span>;
  const interval = t('experiments.results.interval', { low: amount(result.low), high: amount(result.high) });
  const at = (value: number) => `${most > 0 ? Math.max(0, Math.min(100, (100 * value) / most)) : 0}%`;
  const width = most > 0 ? Math.max(0, (100 * (result.high - Math.max(0, result.low))) / most) : 0;
  return (
    <>
      <div className={styles['armResult']}>
        <span className={styles['value']}>{amount(result.value)}</span>
        <span className={styles['scale']} role="img" aria-label={interval} title={interval}>
          <span className={styles['interval']} style={{ left: at(result.low), width: `${width}%` }} />
          <span className={styles['point']} style={{ left: at(result.value) }} />
        </span>
      </div>
      <div className={`${styles['figures']} small soft`}>
        <span>{counted}</span>
        <span>
          {t('experiments.results.conversions', {
            count: arm.conversions,
            conversions: format.number(arm.conversions),
          })}
        </span>
        <span>{t('experiments.results.best', { share: format.percent(arm.probabilityBest) })}</span>
        {uplift === null ? null : (
          <span>
            {t('experiments.results.versus', {
              ...{ uplift: signed(uplift.value), low: signed(uplift.low), high: signed(uplift.high) },
            })}
          </span>
        )}
      </div>
    </>
  );
}
