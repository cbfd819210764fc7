import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Journey } from '#contracts/api/journey.ts';
import { editJourneyAnswer } from '#contracts/api/journey-editing.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { ChangeConflict } from '#contracts/journey-editing/change.ts';
import { api } from '../../shared/api.ts';
import type { Draft } from '../../shared/drafts/use-draft.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import {
  arrived,
  changed,
  type DraftSession,
  decided,
  openSession,
  pendingChanges,
  redone,
  undone,
} from './draft-session.ts';
import { editorId } from './editor-id.ts';
import { dropBackup, readBackup, writeBackup } from './session-backup.ts';

export interface JourneyDraft extends Omit<Draft<JourneyDefinition>, 'resolve'> {
  readonly conflicts: readonly ChangeConflict[];
  readonly decide: (conflict: ChangeConflict, keep: 'mine' | 'theirs') => void;
}

const restMilliseconds = 500;

/**
 * Edits a draft together with whoever else has it open. Changes are sent when the typing rests and merged by the server;
 * what others changed comes with the newer `journey` and is put below what is not sent yet. A viewer's stays as it is.
 */
export function useJourneyDraft(journey: Journey): JourneyDraft {
  const { id } = journey;
  const client = useQueryClient();
  const mayChange = useMayChange();
  const [session, setSession] = useState(() => {
    const backup = mayChange ? readBackup(id) : undefined;
    return arrived(backup ?? openSession(journey.draft, journey.revision), journey);
  });
  const latest = useRef(session);
  const running = useRef<Promise<boolean>>(undefined);
  const newest = useRef(journey);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<Error>();

  const show = (next: DraftSession): DraftSession => {
    latest.current = next;
    setSession(next);
    if (next.conflicts.length === 0 && pendingChanges(next).length === 0) dropBackup(id);
    else writeBackup(id, next);
    return next;
  };

  const saveOnce = async (): Promise<boolean> => {
    const sent = latest.current;
    const changes = pendingChanges(sent);
    if (changes.length === 0) return true;
    setSaving(true);
    try {
      const body = { editor: editorId, changes };
      const answer = await api.post(`/journeys/${encodeURIComponent(id)}/edits`, body, editJourneyAnswer);
      client.setQueryData(['journeys', id], answer.journey);
      show(arrived(latest.current, answer.journey, { local: sent.local, conflicts: answer.conflicts }));
      setError(undefined);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      return false;
    }
    void client.invalidateQueries({ queryKey: ['journeys'], exact: true });
    return saveOnce();
  };

  const save = (): Promise<boolean> => {
    running.current ??= saveOnce().finally(() => {
      running.current = undefined;
      setSaving(false);
      takeOver();
    });
    return running.current;
  };

  /** A draft that comes while a save is under way may hold what was sent; only the answer tells, so it waits for it. */
  const takeOver = () => {
    const loaded = newest.current;
    if (running.current !== undefined || loaded.revision <= latest.current.revision) return;
    show(arrived(latest.current, loaded));
  };

  const onLoaded = useEffectEvent((loaded: Journey) => {
    newest.current = loaded;
    takeOver();
  });
  useEffect(() => onLoaded(journey), [journey]);

  const pending = useMemo(() => pendingChanges(session), [session]);
  const saveInBackground = useEffectEvent(() => void save());
  useEffect(() => {
    if (pending.length === 0 || error) return;
    const timer = setTimeout(saveInBackground, restMilliseconds);
    return () => clearTimeout(timer);
  }, [pending, error]);
  useEffect(() => () => saveInBackground(), []);

  const edit = (make: (before: DraftSession) => DraftSession) => {
    if (!mayChange) return;
    setError(undefined);
    show(make(latest.current));
  };

  return {
    value: mayChange ? session.local : journey.draft,
    change: (next) => edit((before) => changed(before, next, Date.now())),
    undo: session.past.length > 0 ? () => edit(undone) : undefined,
    redo: session.future.length > 0 ? () => edit(redone) : undefined,
    state: error ? 'failed' : isSaving ? 'saving' : pending.length > 0 ? 'unsaved' : 'saved',
    error,
    save,
    conflicts: session.conflicts,
    decide: (conflict, keep) => edit((before) => decided(before, conflict, keep, Date.now())),
  };
}
