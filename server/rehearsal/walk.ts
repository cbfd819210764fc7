import { readPerson } from '#analytics/rehearsal/people.ts';
import { readStories } from '#analytics/rehearsal/stories.ts';
import type { Walk, WalkDoing, WalkEntry, WalkRequest } from '#contracts/api/walk.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { jsonObject } from '#contracts/json.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { days } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import type { PastVersions } from '#core/rehearsal/asked.ts';
import { occasionsOf } from '#core/rehearsal/occasions.ts';
import type { RecordedPerson } from '#core/rehearsal/recorded.ts';
import { rehearsalReleases } from '#core/rehearsal/releases.ts';
import { type Doing, walk } from '#core/rehearsal/walk.ts';
import { readPastReleases } from './past-releases.ts';
import { type RehearseParts, withPlaces } from './rehearse.ts';
import { releaseToTry } from './release-to-try.ts';

/** A walk goes no further, and its next moment is looked for so far. */
const longest = days(1_100);

/** No real person has it: whoever is made up meets nobody. */
const madeUp = '00000000-0000-8000-8000-000000000000';

/** Takes one person through a draft by a clock that the caller moves. Throws `not_found` for somebody unknown. */
export async function walkThrough(
  parts: RehearseParts,
  draft: JourneyDefinition,
  { person: asked, startsAt, doings, clock: clockText }: WalkRequest,
): Promise<Walk> {
  const from = Date.parse(startsAt);
  const clock = Date.parse(clockText);
  const newest = await releaseToTry(parts, draft);
  // Whoever is made up enters no journey but the draft, and is shared out as somebody would be now.
  const now = { at: Number.NEGATIVE_INFINITY, entries: [], allocations: newest.allocations };
  const { periods, versions } =
    asked.type === 'known' ? await readPastReleases(parts) : { periods: [now], versions: new Map<string, never>() };
  const person =
    asked.type === 'known'
      ? await knownPerson(parts, asked.profile, { until: from, versions })
      : madeUpPerson(parts, asked, from);
  const tried = { draft, from, periods };
  const setting = {
    releaseAt: rehearsalReleases(newest, tried),
    occasions: occasionsOf(newest, tried, from + longest),
    random: (...words: string[]) => hashFraction(String(parts.seed), ...words),
  };
  const { state, facts, nextAt } = walk(
    person,
    setting,
    doings.map((doing, index) => doingOf(parts, person, doing, index)),
    clock,
  );
  return {
    clock: text(clock),
    entries: facts.flatMap((fact) => (fact.at >= from ? entryOf(fact, draft.id) : [])),
    runs: (state?.runs ?? [])
      .filter(({ journey }) => journey === draft.id)
      .map(({ id, node, arrivedAt, dueAt, variables }) => ({
        ...{ run: id, node, since: text(arrivedAt), dueAt: dueAt === undefined ? null : text(dueAt) },
        variables: jsonObject.parse(variables ?? {}),
      })),
    nextAt: nextAt === null ? null : text(nextAt),
    traits: state?.traits ?? {},
    segments: [...(state?.memberships.keys() ?? [])],
  };
}

async function knownPerson(
  parts: RehearseParts,
  profile: string,
  told: { readonly until: Instant; readonly versions: PastVersions },
): Promise<RecordedPerson> {
  const { clickhouse, workspace } = parts;
  const found = await readPerson(clickhouse, workspace, profile);
  if (found === undefined)
    throw new RequestError('not_found', { message: 'There is no such person; choose another one.' });
  const [person] = await withPlaces(parts, await readStories(clickhouse, workspace, [found], told));
  if (person === undefined) throw new Error(`The story of ${profile} is missing`);
  return person;
}

function madeUpPerson(
  { workspace }: RehearseParts,
  { traits, identities, timeZone, locale, consents }: Extract<WalkRequest['person'], { type: 'made_up' }>,
  at: Instant,
): RecordedPerson {
  const base = { workspace, profile: madeUp, at, receivedAt: at };
  const stimuli: ProfileStimulus[] = [
    { ...base, type: 'identify', id: 'made-up', identities, context: {}, traits },
    {
      ...{ ...base, type: 'consent', id: 'made-up-consent', source: 'api' },
      changes: consents.map((consent) => ({
        ...consent,
        ...(consent.status === 'granted' && { confirmed: true as const }),
      })),
    },
  ];
  return {
    ...{ profile: madeUp, identities, stimuli, deliveries: [], answers: [], draws: [] },
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
  };
}

function doingOf({ workspace }: RehearseParts, { profile }: RecordedPerson, doing: WalkDoing, index: number): Doing {
  const at = Date.parse(doing.at);
  const base = { workspace, profile, id: `doing-${index}`, at, receivedAt: at, identities: [], context: {} };
  switch (doing.type) {
    case 'event':
      return { at, stimulus: { ...base, type: 'track', name: doing.name, properties: doing.properties } };
    case 'traits':
      return { at, stimulus: { ...base, type: 'identify', traits: doing.traits } };
    case 'message':
      return { at, node: doing.node, receipt: doing.kind };
  }
}

function entryOf(fact: Fact, journey: string): readonly WalkEntry[] {
  if (!('journey' in fact) || fact.journey !== journey) return [];
  const at = text(fact.at);
  switch (fact.type) {
    case 'journey_step':
      return [
        {
          type: 'step',
          at,
          run: fact.run,
          node: fact.node,
          change: fact.change,
          branch: fact.branch,
          detail: fact.detail,
        },
      ];
    case 'decision':
      return [
        {
          ...{ type: 'decision', at, node: fact.node, message: fact.message, outcome: fact.outcome },
          ...{ channel: fact.channel, reason: fact.reason },
          gates: fact.gates.map(({ channel, outcome, until }) => ({
            ...{ channel, outcome },
            ...(until !== undefined && { until: text(until) }),
          })),
        },
      ];
    case 'message':
      return [{ type: 'message', at, node: fact.node, message: fact.message, channel: fact.channel, kind: fact.kind }];
    default:
      return [];
  }
}

function text(instant: Instant): string {
  return new Date(instant).toISOString();
}
