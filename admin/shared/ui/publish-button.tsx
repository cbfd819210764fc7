import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useFeedback } from '../feedback/feedback-context.ts';

interface PublishButtonProps {
  readonly enabled: boolean;
  readonly busy: boolean;
  readonly title: string;
  /** In plain words: what changes for whom. Null where `publish` asks by itself. */
  readonly consequence: string | null;
  readonly problems: readonly DefinitionProblem[];
  readonly save: () => Promise<boolean>;
  readonly publish: () => void;
}

/** Saves, asks once, publishes. With problems it says what is missing instead. */
export function PublishButton({ enabled, busy, title, consequence, problems, save, publish }: PublishButtonProps) {
  const { t } = useTranslation();
  const { ask } = useFeedback();
  const mayChange = useMayChange();
  if (!mayChange) return null;

  const saveAndAsk = async () => {
    if (!(await save())) return;
    if (consequence === null) {
      publish();
      return;
    }
    const agreed = await ask({
      title,
      text: consequence,
      agree: t('action.publish'),
      decline: t('action.cancel'),
    });
    if (agreed) publish();
  };

  const explain = () =>
    ask({
      title: t('definition.problemsTitle'),
      decline: t('action.close'),
      text: (
        <ul className="column">
          {problems.map((problem) => (
            <li key={`${problem.node}:${problem.path}:${problem.code}`}>{problem.message}</li>
          ))}
        </ul>
      ),
    });

  return (
    <Button
      type="primary"
      disabled={!enabled}
      loading={busy}
      onClick={() => void (problems.length > 0 ? explain() : saveAndAsk())}
    >
      {t('action.publish')}
    </Button>
  );
}
