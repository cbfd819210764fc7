import { useTranslation } from 'react-i18next';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './import.module.css';
import type { FileProblem, ReadFile } from './read-journey-file.ts';

const most = 20;

/** Why a file cannot be taken, place by place. */
export function FileProblems({ read }: { readonly read: Exclude<ReadFile, { state: 'read' }> }) {
  const { t } = useTranslation();
  if (read.state !== 'problems') return <p role="alert">{t(`journeyImport.refused.${read.state}`)}</p>;
  const { problems } = read;
  return (
    <div role="alert">
      <p>{t('journeyImport.refused.problems', { count: problems.length })}</p>
      <ul className={styles['rows']}>
        {problems.slice(0, most).map((problem) => (
          <li key={`${problem.place} ${problem.what}`}>
            <Icon name="warning" size={14} />
            <Problem problem={problem} />
          </li>
        ))}
      </ul>
      {problems.length > most ? (
        <p className="small faint">{t('journeyImport.more', { count: problems.length - most })}</p>
      ) : null}
    </div>
  );
}

function Problem({ problem: { place, step, what, expected } }: { readonly problem: FileProblem }) {
  const { t } = useTranslation();
  const where =
    step && t('journeyImport.step', { number: step.number, kind: t(`node.${step.kind}`, { defaultValue: step.kind }) });
  const type = what === 'wrong_type' ? t(`journeyImport.type.${expected}`, { defaultValue: expected }) : '';
  return (
    <span className={styles['name']}>
      {[where, t(`journeyImport.problem.${what}`, { type })].filter(Boolean).join(t('journeyImport.colon'))}
      <code className={styles['place']}>{place}</code>
    </span>
  );
}
