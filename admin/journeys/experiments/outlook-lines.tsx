import { useTranslation } from 'react-i18next';
import type { ExperimentOutlook } from '#contracts/api/experiment.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from './experiments.module.css';

/** The reckoning behind a warning: who comes, what is usual, and what that is enough for. */
export function OutlookLines({ outlook }: { readonly outlook: ExperimentOutlook }) {
  const { t } = useTranslation();
  const lines = useOutlookLines(outlook);
  return (
    <ul className={styles['outlook']}>
      {outlook.warnings.map((warning) => (
        <li key={warning} className={styles['warning']}>
          <Icon name="warning" size={14} /> <span>{t(`experiments.outlook.warning.${warning}`)}</span>
        </li>
      ))}
      {lines.map((line) => (
        <li key={line} className="small soft">
          {line}
        </li>
      ))}
    </ul>
  );
}

function useOutlookLines(outlook: ExperimentOutlook): readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { peoplePerDay, peopleFrom, base, baseFrom, scale } = outlook;
  const amount = (value: number) =>
    scale === 'rate' ? format.percent(value) : format.money(value, undefined, { whole: false });
  return [
    peoplePerDay === null || peopleFrom === null
      ? t('experiments.outlook.noPeople')
      : t('experiments.outlook.people', {
          people: format.rate(peoplePerDay),
          from: t(`experiments.outlook.from.${peopleFrom}`),
        }),
    base === null || baseFrom === null
      ? t('experiments.outlook.noBase')
      : t('experiments.outlook.base', { base: amount(base), from: t(`experiments.outlook.baseFrom.${baseFrom}`) }),
    ...useLearningLines(outlook),
  ];
}

function useLearningLines({
  learnHours,
  expectedPerArm,
  leastUplift,
  base,
  neededPerArm,
  neededDays,
  upliftPercent,
}: ExperimentOutlook): readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const lines: string[] = [];
  if (learnHours !== null && expectedPerArm !== null) {
    const words = { time: format.duration(learnHours * 60), people: format.number(expectedPerArm) };
    if (base === null) lines.push(t('experiments.outlook.perArmOnly', words));
    else if (leastUplift === null) lines.push(t('experiments.outlook.showsNothing', words));
    else lines.push(t('experiments.outlook.perArm', { ...words, uplift: format.percent(leastUplift) }));
  }
  if (neededPerArm !== null && neededDays !== null && upliftPercent !== null) {
    const days = Math.max(1, Math.ceil(neededDays));
    lines.push(
      t('experiments.outlook.needed', {
        uplift: format.percent(upliftPercent / 100),
        people: format.number(neededPerArm),
        days: t('experiments.outlook.days', { count: days, days: format.number(days) }),
      }),
    );
  }
  return lines;
}
