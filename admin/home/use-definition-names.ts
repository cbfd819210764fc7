import { useQuery } from '@tanstack/react-query';
import { journeysQuery } from '../journeys/journey-queries.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';

interface DefinitionNames {
  readonly journey: (id: string) => string;
  readonly segment: (id: string) => string;
}

/** Names for the ids that the live stream carries; what is deleted keeps its id. */
export function useDefinitionNames(): DefinitionNames {
  const journeys = useQuery(journeysQuery).data?.items ?? [];
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  return {
    journey: (id) => journeys.find((journey) => journey.id === id)?.name ?? id,
    segment: (id) => segments.find((segment) => segment.id === id)?.name ?? id,
  };
}
