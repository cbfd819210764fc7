import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';

export interface GoalFigure {
  readonly goal: string;
  readonly name: string;
  readonly runs: number;
}

/** What the journey is for by the draft, its own goals before those of steps, with the runs that reached each. */
export function goalsOf({ goals = [], nodes }: JourneyDefinition, counts: JourneyCounts): readonly GoalFigure[] {
  const steps = nodes.flatMap((node) => (node.kind === 'goal' ? [{ id: node.id, name: node.name }] : []));
  return [...goals, ...steps].map(({ id, name }) => ({
    ...{ goal: id, name },
    runs: counts.goals.find(({ goal }) => goal === id)?.runs ?? 0,
  }));
}
