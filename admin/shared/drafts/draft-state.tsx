import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import Tooltip from 'antd/es/tooltip';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import { useShortcut } from '../use-shortcut.ts';
import type { Draft } from './use-draft.ts';

/** Undo, redo, and in words whether what is on screen is safe. */
export function DraftState<Value>({ draft }: { draft: Pick<Draft<Value>, 'state' | 'undo' | 'redo'> }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  useShortcut('z', (event) => (event.shiftKey ? draft.redo : draft.undo)?.());
  if (!mayChange) return <ViewOnlyMark />;
  return (
    <span className="row">
      <span className="small faint" role="status">
        {t(`draft.${draft.state}`)}
      </span>
      <Tooltip title={t('draft.undo')}>
        <Button
          type="text"
          aria-label={t('draft.undo')}
          icon={<Icon name="undo" />}
          disabled={!draft.undo}
          onClick={() => draft.undo?.()}
        />
      </Tooltip>
      <Tooltip title={t('draft.redo')}>
        <Button
          type="text"
          aria-label={t('draft.redo')}
          icon={<Icon name="redo" />}
          disabled={!draft.redo}
          onClick={() => draft.redo?.()}
        />
      </Tooltip>
    </span>
  );
}

/** A draft whose conflicts are decided elsewhere has no `resolve`. */
type Troubled<Value> = Omit<Draft<Value>, 'resolve'> & Partial<Pick<Draft<Value>, 'resolve'>>;

/** Shown above the editor when a draft could not be saved; what was typed stays in this browser. */
export function DraftTrouble<Value>({ draft }: { draft: Troubled<Value> }) {
  const { t } = useTranslation();
  if (draft.state === 'conflict') {
    return (
      <Alert
        type="warning"
        title={t('draft.conflictTitle')}
        description={t('draft.conflictText')}
        action={
          <span className="row wrap">
            <Button onClick={() => void draft.resolve?.('theirs')}>{t('draft.takeTheirs')}</Button>
            <Button onClick={() => void draft.resolve?.('mine')}>{t('draft.keepMine')}</Button>
          </span>
        }
      />
    );
  }
  if (draft.state === 'failed') {
    return (
      <Alert
        type="error"
        title={t('draft.failedTitle')}
        description={draft.error?.message}
        action={<Button onClick={() => void draft.save()}>{t('state.retry')}</Button>}
      />
    );
  }
  return null;
}
