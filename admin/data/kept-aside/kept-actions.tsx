import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { KeptAction } from '#contracts/schema/schema-kept-aside.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { useUndoDiscard } from '../schema/schema-queries.ts';

/** What was replayed and discarded lately, with its progress and its way back. */
export function KeptActions({ actions }: { actions: readonly KeptAction[] }) {
  const { t } = useTranslation();
  if (actions.length === 0) return null;
  return (
    <Section flush title={t('data.actions.title')} note={t('data.actions.note')}>
      <ul className={styles['list']}>
        {actions.map((action) => (
          <ActionEntry key={action.id} action={action} />
        ))}
      </ul>
    </Section>
  );
}

function ActionEntry({ action }: { action: KeptAction }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const undo = useUndoDiscard();
  const { kind, name, reason, path, total, waiting, replayed, returned } = action;
  const done = total > 0 ? (total - waiting) / total : 1;
  return (
    <li>
      <span className={styles['grow']}>
        {t(`data.actions.${action.action}`, { count: total, where: kind === 'trait' ? t('data.traits.title') : name })}
        <span className="faint small">
          {' '}
          {t(`data.reason.${reason}`)} {path}
        </span>
        {action.state === 'running' ? (
          <span
            className={styles['progress']}
            role="progressbar"
            aria-valuenow={Math.round(done * 100)}
            aria-label={t('data.actions.progress')}
            style={{ display: 'block', marginTop: 4 }}
          >
            <span style={{ width: `${done * 100}%` }} />
          </span>
        ) : null}
        {undo.error ? <span role="alert"> {undo.error.message}</span> : null}
      </span>
      {action.action === 'replay' ? (
        <span className="row wrap">
          <Pill tone="positive">{t('data.actions.replayed', { count: replayed })}</Pill>
          {returned > 0 ? <Pill tone="held">{t('data.actions.returned', { count: returned })}</Pill> : null}
        </span>
      ) : null}
      {action.state === 'undone' ? <Pill>{t('data.actions.undone')}</Pill> : null}
      {action.action === 'discard' && action.state === 'done' && mayChange ? (
        <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(action.id)}>
          {t('data.actions.undo')}
        </Button>
      ) : null}
      <span className="faint small">
        <RelativeTime at={action.at} />
      </span>
    </li>
  );
}
