import type { SampleAudience } from '#analytics/journeys/people-to-try.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { JsonObject } from '#contracts/json.ts';
import { stageSegment } from '#contracts/lifecycle.ts';
import type { ServerParts } from '../../parts.ts';
import { readProfileState } from '../../profiles/read-profile.ts';
import type { Sample } from './check-content.ts';

export interface JourneySample {
  readonly people: readonly Sample[];
  readonly eventKnown: boolean;
}

/** Some people who would enter the journey; where nobody would yet, some of all. */
export async function sampleOf(
  { analytics, store, workspace }: Pick<ServerParts, 'analytics' | 'store' | 'workspace'>,
  definition: JourneyDefinition,
): Promise<JourneySample> {
  const audience = audienceOf(definition);
  const found = await analytics.peopleToTry(workspace, audience);
  const chosen = found.length > 0 ? found : await analytics.peopleToTry(workspace, { type: 'everybody' });
  const event = audience.type === 'event' ? audience.event : '';
  const states = await Promise.all(
    chosen.map(async ({ profile, properties }): Promise<Sample[]> => {
      const state = await readProfileState(store, workspace, profile);
      const trigger = { event, properties: properties ?? ({} as JsonObject) };
      return state ? [{ state, trigger }] : [];
    }),
  );
  return { people: states.flat(), eventKnown: audience.type !== 'event' || found.length > 0 };
}

function audienceOf({ nodes }: JourneyDefinition): SampleAudience {
  const trigger = nodes.find((node) => node.kind === 'trigger')?.trigger;
  switch (trigger?.type) {
    case 'event':
      return { type: 'event', event: trigger.match.event };
    case 'segment':
      return { type: 'segment', segment: trigger.segment };
    case 'stage':
      return { type: 'segment', segment: stageSegment(trigger.stage) };
    case 'schedule':
      return trigger.segment === null ? { type: 'everybody' } : { type: 'segment', segment: trigger.segment };
    default:
      return { type: 'everybody' };
  }
}
