import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { arrangeByElk } from './elk.ts';
import type { JourneyLayout } from './layout.ts';
import { layoutGraph } from './layout-graph.ts';
import { isPlacedByHand, placesByHand } from './places-by-hand.ts';

/** A journey together with the layout that was made for its steps. */
export interface Arranged {
  readonly definition: JourneyDefinition;
  readonly layout: JourneyLayout;
}

interface Arranging {
  /** While newer steps are being arranged, what was shown before; undefined before anything was. */
  readonly arranged: Arranged | undefined;
  readonly error: Error | null;
  readonly again: () => void;
}

/** Where everything stands. The same steps and ways are arranged once, so that typing in a step moves nothing. */
export function useLayout(definition: JourneyDefinition, hasCounts: boolean): Arranging {
  const { nodes } = definition;
  const byHand = useMemo(
    () => (isPlacedByHand(nodes) ? placesByHand(nodes, hasCounts) : undefined),
    [nodes, hasCounts],
  );
  const graph = useMemo(() => layoutGraph(nodes, hasCounts), [nodes, hasCounts]);
  const query = useQuery({
    queryKey: ['journey-layout', JSON.stringify(graph)],
    queryFn: () => arrangeByElk(graph),
    enabled: byHand === undefined,
    networkMode: 'always',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const layout = byHand ?? (query.isPlaceholderData ? undefined : query.data);
  const shown = useRef<Arranged>(undefined);
  if (layout && (shown.current?.definition !== definition || shown.current.layout !== layout))
    shown.current = { definition, layout };
  return { arranged: shown.current, error: layout ? null : query.error, again: () => void query.refetch() };
}
