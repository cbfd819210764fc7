import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type ProfileMerge, profileMergeList, undoPreview } from '#contracts/api/identity.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './profile-merges.module.css';
import { UndoText } from './undo-text.tsx';
import { useKindName } from './use-kind-name.ts';

/** Who became part of this person, and the way back. Shown only where there is something to show. */
export function ProfileMerges({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['profiles', id, 'merges'],
    queryFn: ({ signal }) => api.get(`/profiles/${id}/merges`, profileMergeList, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 1_500 : 15_000),
  });
  const merges = query.data?.items ?? [];
  const states = merges.map(({ state }) => state).join();
  const client = useQueryClient();
  // Told apart or joined meanwhile: what the page says of her is of before.
  useEffect(() => {
    if (states !== '') void client.invalidateQueries({ queryKey: ['profiles', id], exact: true });
  }, [client, id, states]);
  if (merges.length === 0) return null;
  return (
    <Section title={t('merges.title')}>
      <ul className={styles['merges']}>
        {merges.map((merge) => (
          <MergeEntry key={merge.loser.id} id={id} merge={merge} />
        ))}
      </ul>
    </Section>
  );
}

function isMoving({ state }: ProfileMerge): boolean {
  return state === 'under_way' || state === 'being_undone';
}

function MergeEntry({ id, merge }: { id: string; merge: ProfileMerge }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const kindName = useKindName();
  const { busy, undo, again } = useMergeActions(merge);
  const { loser, winner, identities, state, mergedAt, mergedBy, undoneAt, undoneBy, undoUntil } = merge;
  const isUndone = state === 'undone' || state === 'being_undone';
  return (
    <li className={styles['merge']}>
      <div className="row wrap">
        <Link className="link" to="/profiles/$id" params={{ id: isUndone && loser.id === id ? winner.id : loser.id }}>
          {isUndone && loser.id === id ? winner.name : loser.name}
        </Link>
        {state === 'merged' ? null : <Pill tone="held">{t(`merges.state.${state}`)}</Pill>}
      </div>
      <span className="small faint">
        {identities.map(({ kind, value }) => `${kindName(kind)} ${value}`).join(' · ')}
      </span>
      <span className="small faint">
        {mergedBy ? t('merges.by', { name: mergedBy }) : t('merges.byRule')} · <RelativeTime at={mergedAt} />
      </span>
      {undoneAt ? (
        <span className="small faint">
          {t('merges.undoneBy', { name: undoneBy ?? '' })} · <RelativeTime at={undoneAt} />
        </span>
      ) : null}
      {mayChange && state === 'merged' ? (
        <span className="row wrap">
          <Button size="small" loading={busy} onClick={() => void undo()}>
            {t('merges.undo')}
          </Button>
          {undoUntil ? (
            <span className="small faint">{t('merges.until', { date: format.dateTime(undoUntil) })}</span>
          ) : null}
        </span>
      ) : null}
      {mayChange && state === 'undone' ? (
        <span>
          <Button size="small" loading={busy} onClick={() => void again()}>
            {t('merges.again')}
          </Button>
        </span>
      ) : null}
    </li>
  );
}

function useMergeActions(merge: ProfileMerge) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { ask, tell } = useFeedback();
  const [busy, setBusy] = useState(false);

  async function act(work: () => Promise<boolean>, done: string): Promise<void> {
    setBusy(true);
    try {
      if (await work()) tell(done);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error), 'failed');
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: ['profiles'] });
  }

  const path = `/profiles/${merge.winner.id}/merges`;
  return {
    busy,
    undo: () =>
      act(async () => {
        const preview = await api.get(`${path}/${merge.loser.id}/undo`, undoPreview);
        const agreed = await ask({
          title: t('merges.ask.title', { loser: preview.loser.name, winner: preview.winner.name }),
          text: <UndoText preview={preview} />,
          agree: t('merges.undo'),
          decline: t('action.cancel'),
        });
        if (agreed) await api.post(`${path}/${merge.loser.id}/undo`, undefined, z.undefined());
        return agreed;
      }, t('merges.undoing')),
    again: () =>
      act(async () => {
        const words = { loser: merge.loser.name, winner: merge.winner.name };
        const agreed = await ask({
          title: t('merges.askAgain.title', words),
          text: t('merges.askAgain.text', words),
          agree: t('merges.again'),
          decline: t('action.cancel'),
        });
        if (agreed) await api.post(path, { loser: merge.loser.id }, z.undefined());
        return agreed;
      }, t('merges.merging')),
  };
}
