import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { z } from 'zod';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ApiError, api } from '../api.ts';
import { dropBackup, readBackup, writeBackup } from './draft-backup.ts';
import { changed, redone, startHistory, undone } from './draft-history.ts';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed';

/** The part that segments, journeys and messages have in common. */
export interface Definition<Value> {
  readonly id: string;
  readonly revision: number;
  readonly draft: Value;
}

interface DraftSource<Value, Loaded extends Definition<Value>> {
  readonly noun: 'segments' | 'journeys' | 'messages';
  readonly definition: Loaded;
  readonly schema: z.ZodType<Loaded>;
}

export interface Draft<Value> {
  readonly value: Value;
  readonly change: (next: Value) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  readonly state: SaveState;
  readonly error: Error | undefined;
  /** True when the server has what is shown; else `state` and `error` say why not. */
  readonly save: () => Promise<boolean>;
  /** After a conflict: keep what the server has, or what is shown here. */
  readonly resolve: (keep: 'theirs' | 'mine') => Promise<void>;
}

const restMilliseconds = 800;

/** Edits a draft that saves itself when the typing rests; a viewer's stays as it is. Mount it with the definition's id as key. */
export function useDraft<Value, Loaded extends Definition<Value>>(source: DraftSource<Value, Loaded>): Draft<Value> {
  const { noun, definition, schema } = source;
  const path = `/${noun}/${encodeURIComponent(definition.id)}`;
  const client = useQueryClient();
  const mayChange = useMayChange();
  const [backup] = useState(() => (mayChange ? readBackup<Value>(path) : undefined));
  const [history, setHistory] = useState(() => startHistory(backup?.draft ?? definition.draft));
  const [state, setState] = useState<SaveState>(backup ? 'unsaved' : 'saved');
  const [error, setError] = useState<Error>();
  const revision = useRef(backup?.revision ?? definition.revision);
  const running = useRef<Promise<boolean>>(undefined);
  const latest = useRef(history.present);
  const onServer = useRef<Value>(backup ? undefined : definition.draft);
  latest.current = history.present;

  const keep = (loaded: Loaded) => {
    revision.current = loaded.revision;
    client.setQueryData([noun, definition.id], loaded);
    void client.invalidateQueries({ queryKey: [noun], exact: true });
  };

  const saveOnce = async (): Promise<boolean> => {
    const draft = latest.current;
    if (draft === onServer.current) return true;
    setState('saving');
    try {
      keep(await api.put(path, { revision: revision.current, draft }, schema));
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      setState(problem instanceof ApiError && problem.code === 'revision_conflict' ? 'conflict' : 'failed');
      return false;
    }
    onServer.current = draft;
    setError(undefined);
    if (latest.current !== draft) return saveOnce();
    dropBackup(path);
    setState('saved');
    return true;
  };

  const save = (): Promise<boolean> => {
    running.current ??= saveOnce().finally(() => {
      running.current = undefined;
    });
    return running.current;
  };

  const saveInBackground = useEffectEvent(() => void save());

  const show = (next: typeof history) => {
    if (!mayChange) return;
    setHistory(next);
    latest.current = next.present;
    writeBackup(path, { revision: revision.current, draft: next.present });
    setState((before) => (before === 'conflict' ? before : 'unsaved'));
  };

  useEffect(() => {
    if (history.present === onServer.current || state === 'conflict') return;
    const timer = setTimeout(saveInBackground, restMilliseconds);
    return () => clearTimeout(timer);
  }, [history.present, state]);

  const saveOnLeave = useEffectEvent(() => {
    if (state === 'unsaved') saveInBackground();
  });
  useEffect(() => () => saveOnLeave(), []);

  const resolve = async (kept: 'theirs' | 'mine') => {
    const theirs = await api.get(path, schema);
    keep(theirs);
    setError(undefined);
    if (kept === 'mine') {
      await save();
      return;
    }
    onServer.current = theirs.draft;
    dropBackup(path);
    setHistory(startHistory(theirs.draft));
    setState('saved');
  };

  return {
    value: mayChange ? history.present : definition.draft,
    change: (next) => show(changed(history, next, Date.now())),
    undo: history.past.length > 0 ? () => show(undone(history)) : undefined,
    redo: history.future.length > 0 ? () => show(redone(history)) : undefined,
    state,
    error,
    save,
    resolve,
  };
}
