import App from 'antd/es/app';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';

interface PublishButtonProps {
  readonly enabled: boolean;
  readonly busy: boolean;
  readonly title: string;
  /** In plain words: what changes for whom. */
  readonly consequence: string;
  readonly problems: readonly DefinitionProblem[];
  readonly save: () => Promise<boolean>;
  readonly publish: () => void;
}

/** Saves, asks once, publishes. With problems it says what is missing instead. */
export function PublishButton({ enabled, busy, title, consequence, problems, save, publish }: PublishButtonProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();

  const ask = async () => {
    if (!(await save())) return;
    const agreed = await modal.confirm({
      title,
      content: consequence,
      icon: null,
      okText: t('action.publish'),
      cancelText: t('action.cancel'),
    });
    if (agreed) publish();
  };

  const explain = () =>
    modal.info({
      title: t('definition.problemsTitle'),
      icon: null,
      okText: t('action.close'),
      content: (
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
      onClick={() => (problems.length > 0 ? explain() : void ask())}
    >
      {t('action.publish')}
    </Button>
  );
}
