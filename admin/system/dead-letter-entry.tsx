import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Tooltip from 'antd/es/tooltip';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { DeadLetter } from '#contracts/api/dead-letter.ts';
import { profileNameQuery } from '../profiles/profile-name-query.ts';
import { api } from '../shared/api.ts';
import { useFormat } from '../shared/format.ts';
import { CodeBlock } from '../shared/ui/code-block.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Pill } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { letterStimulus, readableBody } from './letter-body.ts';
import styles from './system-panel.module.css';

interface DeadLetterEntryProps {
  readonly letter: DeadLetter;
  /** Set when it was tried again and is not among the dead any more. */
  readonly retriedAt: number | undefined;
  readonly failedAgain: boolean;
  readonly onRetried: () => void;
}

/** What it was, whose, the error and when; opens to show what the platform tried to do. */
export function DeadLetterEntry({ letter, retriedAt, failedAgain, onRetried }: DeadLetterEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const [open, setOpen] = useState(false);
  const stimulus = letter.kind === 'stimulus' ? letterStimulus(letter.body) : undefined;
  const retry = useMutation({
    mutationFn: () => api.post(`/dead-letters/${encodeURIComponent(letter.id)}/retry`, undefined, z.unknown()),
    onSuccess: () => {
      onRetried();
      void client.invalidateQueries({ queryKey: ['dead-letters'] });
      void client.invalidateQueries({ queryKey: ['system'] });
    },
  });
  return (
    <li className={styles['letter']}>
      <div className={styles['letterHead']}>
        <button type="button" className={styles['letterToggle']} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />{' '}
          {stimulus
            ? t(`system.letters.stimulus.${stimulus.type}`, { name: stimulus.name })
            : t(`system.letters.kind.${letter.kind}`)}
        </button>
        <span className="small faint">
          <PersonLink id={letter.profile} /> · <RelativeTime at={letter.at} />
        </span>
      </div>
      {retriedAt === undefined ? (
        <Tooltip title={mayChange ? undefined : t('system.letters.adminOnly')}>
          <Button size="small" disabled={!mayChange} loading={retry.isPending} onClick={() => retry.mutate()}>
            {t('system.letters.retry')}
          </Button>
        </Tooltip>
      ) : null}
      <div className={styles['letterError']} role="status">
        {retriedAt === undefined ? (
          <p className={styles['error']}>
            {failedAgain ? <strong>{t('system.letters.failedAgain')} </strong> : null}
            {letter.error.split('\n', 1)[0] || t('system.letters.noError')}
          </p>
        ) : (
          <Pill tone="positive" icon="check">
            {t('system.letters.retried', { time: format.clock(new Date(retriedAt).toISOString()) })}
          </Pill>
        )}
        {retry.error ? <p className={styles['error']}>{retry.error.message}</p> : null}
      </div>
      {open ? (
        <div className={styles['letterBody']}>
          {letter.error.includes('\n') ? <CodeBlock code={letter.error} /> : null}
          <span className="small faint">{t('system.letters.contents')}</span>
          <CodeBlock code={readableBody(letter.body)} />
        </div>
      ) : null}
    </li>
  );
}

function PersonLink({ id }: { id: string }) {
  const { t } = useTranslation();
  const name = useQuery(profileNameQuery(id));
  return (
    <Link
      className="link"
      to="/profiles/$id"
      params={{ id }}
      aria-label={`${t('system.letters.person')}: ${name.data ?? id}`}
    >
      {name.data ?? id.slice(-8)}
    </Link>
  );
}
