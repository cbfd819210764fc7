import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { outlooksQuery } from './experiment-queries.ts';
import styles from './experiments.module.css';
import { OutlookLines } from './outlook-lines.tsx';

/** Experiments that can find nothing, before they are published. They stand in nobody's way. */
export function ExperimentHints({ draft }: { readonly draft: JourneyDefinition }) {
  const { t } = useTranslation();
  const hasExperiment = draft.nodes.some(({ kind }) => kind === 'experiment');
  const outlooks = useQuery({ ...outlooksQuery(draft.id), enabled: hasExperiment }).data?.items ?? [];
  const warned = outlooks.filter(({ warnings }) => warnings.length > 0);
  return warned.map((outlook) => {
    const node = draft.nodes.find(({ id }) => id === outlook.node);
    const arms = node?.kind === 'experiment' ? node.arms.map(({ id, name }) => name || id).join(' · ') : '';
    return (
      <section key={outlook.node} className={styles['hint']}>
        <h3>{t('experiments.outlook.ofStep', { arms })}</h3>
        <OutlookLines outlook={outlook} />
      </section>
    );
  });
}
