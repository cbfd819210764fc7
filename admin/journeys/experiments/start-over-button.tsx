import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ExperimentReport } from '#contracts/api/experiment.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useExperimentChange } from './use-experiment-change.ts';

/** The weights again, and counting from now on; asks first. */
export function StartOverButton({ report }: { readonly report: ExperimentReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ask } = useFeedback();
  const mayChange = useMayChange();
  const change = useExperimentChange(report);
  if (!mayChange) return null;
  const people = [...report.arms, ...(report.later ?? [])].reduce((sum, { drawn }) => sum + drawn, 0);
  const startOver = async () => {
    const agreed = await ask({
      title: t('experiments.results.startOverTitle'),
      text: t('experiments.results.startOverText', { people: format.number(people) }),
      agree: t('experiments.results.startOver'),
      decline: t('action.cancel'),
    });
    if (agreed) change.mutate({ done: t('experiments.results.done.startOver') });
  };
  return (
    <Button
      size="small"
      style={{ alignSelf: 'flex-start' }}
      loading={change.isPending}
      onClick={() => void startOver()}
    >
      {t('experiments.results.startOver')}
    </Button>
  );
}
