import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ArmResult, ExperimentReport } from '#contracts/api/experiment.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useExperimentChange } from './use-experiment-change.ts';

/** Gives an arm to everybody from now on; asks first. */
export function ChooseArmButton({ report, arm }: { readonly report: ExperimentReport; readonly arm: ArmResult }) {
  const { t } = useTranslation();
  const { ask } = useFeedback();
  const mayChange = useMayChange();
  const change = useExperimentChange(report);
  if (!mayChange) return null;
  const words = { arm: arm.name || arm.arm };
  const choose = async () => {
    const agreed = await ask({
      title: t('experiments.results.chooseTitle', words),
      text: t('experiments.results.chooseText', words),
      agree: t('experiments.results.choose'),
      decline: t('action.cancel'),
    });
    if (agreed) change.mutate({ arm: arm.arm, done: t('experiments.results.done.choose', words) });
  };
  return (
    <Button size="small" type="link" loading={change.isPending} onClick={() => void choose()}>
      {t('experiments.results.choose')}
    </Button>
  );
}
