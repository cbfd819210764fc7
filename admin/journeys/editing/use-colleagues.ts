import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { z } from 'zod';
import { type JourneyEditors, journeyEditors, journeyTouched } from '#contracts/api/journey-editing.ts';
import { api } from '../../shared/api.ts';
import { openLive } from '../../shared/live.ts';
import { editorId } from './editor-id.ts';

export type Colleague = JourneyEditors[number] & { readonly color: string };

/** Told apart by the initial too, so that the colour alone carries nothing. */
const colors = ['#6d28d9', '#9a3412', '#1d4ed8', '#be185d', '#4d7c0f', '#475569'];

/** Who else has this journey open, and at which step; tells them where this one is, and fetches what they change. */
export function useColleagues(journey: string, node: string | undefined): readonly Colleague[] {
  const client = useQueryClient();
  const [editors, setEditors] = useState<JourneyEditors>([]);
  const [isOpen, setOpen] = useState(false);
  const path = `/journeys/${encodeURIComponent(journey)}`;

  const onTouched = useEffectEvent((data: unknown) => {
    if (journeyTouched.parse(data).editor === editorId) return;
    void client.invalidateQueries({ queryKey: ['journeys', journey], exact: true });
  });
  useEffect(
    () =>
      openLive(
        `/api/v1${path}/live?editor=${editorId}`,
        { editors: (data) => setEditors(journeyEditors.parse(data)), touched: (data) => onTouched(data) },
        (state) => setOpen(state === 'open'),
      ),
    [path],
  );

  useEffect(() => {
    if (!isOpen) return;
    // Where somebody is says nothing that could be lost: the next step tells it anew.
    api.put(`${path}/place`, { editor: editorId, node: node ?? null }, z.undefined()).catch(() => undefined);
  }, [path, node, isOpen]);

  return editors
    .map((editor, index) => ({ ...editor, color: colors[index % colors.length] ?? '' }))
    .filter(({ editor }) => editor !== editorId);
}
