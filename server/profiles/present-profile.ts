import type { Profile } from '#contracts/api/profile.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { setStageTrait, stageOfSegment, stageSetterTrait } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import { companiesOf } from '#core/company/memberships.ts';
import { confirmationMessages } from '#core/profile/consent/consent-message.ts';
import { personName } from '#core/profile/person-name.ts';
import { preferredChannel } from '#core/profile/preferred-channel.ts';
import { rfmScoreOf } from '#core/rfm/score.ts';
import type { ProfileState } from '#core/state.ts';
import { companyName } from '../companies/read-company.ts';
import { presentConsents } from './present-consents.ts';
import { reachabilityOf } from './reachability.ts';

/** A person's document in the words of the API, with the names that definitions have today. */
export function presentProfile(state: ProfileState, release: Release, now: Instant): Profile {
  const { settings } = release;
  const segmentName = (id: string) => release.segments.find((segment) => segment.id === id)?.name ?? id;
  const named = [...confirmationMessages(settings), ...release.messages];
  const messageName = (id: string) => named.find((message) => message.id === id)?.name ?? id;
  const journeyName = (id: string) => release.journeys.findLast((journey) => journey.id === id)?.name ?? id;
  const nodeKind = (journey: string, version: number, node: string) =>
    release.journeys.find((one) => one.id === journey && one.version === version)?.nodes.find(({ id }) => id === node)
      ?.kind ?? 'unknown';

  const rfm = release.rfm && rfmScoreOf(release.rfm, state.orders, now);

  return {
    id: state.profile,
    ...(state.mergedInto !== undefined && { mergedInto: state.mergedInto }),
    name: personName(state),
    identities: [...state.identities],
    traits: state.traits,
    firstSeenAt: iso(state.firstSeenAt),
    lastSeenAt: iso(state.lastSeenAt),
    timeZone: state.timeZone,
    locale: state.locale,
    reachability: reachabilityOf(state, settings, now),
    ...presentConsents(state, settings, now),
    ...(state.restricted && { restricted: { ...state.restricted, at: iso(state.restricted.at) } }),
    segments: [...state.memberships].flatMap(([id, since]) =>
      stageOfSegment(id) === undefined ? [{ id, name: segmentName(id), since: iso(since) }] : [],
    ),
    lifecycle: lifecycleOf(state, journeyName),
    preferredChannel: preferredChannel(state, now),
    companies: companiesOf(state).map(({ id, traits, since }) => ({
      ...{ id, name: companyName(id, traits), since: iso(since) },
    })),
    computedTraits: (release.computedTraits ?? []).map(({ id, name }) => ({ id, name })),
    runs: state.runs.map(({ trigger: _, ...run }) => ({
      ...run,
      journeyName: journeyName(run.journey),
      nodeKind: nodeKind(run.journey, run.version, run.node),
      enteredAt: iso(run.enteredAt),
      arrivedAt: iso(run.arrivedAt),
      dueAt: isoOrAbsent(run.dueAt),
    })),
    pending: state.pending.map((pending) => ({
      delivery: pending.delivery,
      message: pending.message,
      messageName: messageName(pending.message),
      journey: pending.journey,
      journeyName: journeyName(pending.journey),
      node: pending.node,
      priority: pending.priority,
      requestedAt: iso(pending.requestedAt),
      dueAt: iso(pending.dueAt),
      waitsFor: pending.waitsFor,
      expiresAt: iso(pending.expiresAt),
    })),
    sends: state.sends.toReversed().map((send) => ({
      delivery: send.delivery,
      message: send.message,
      messageName: messageName(send.message),
      journey: send.journey,
      journeyName: journeyName(send.journey),
      node: send.node,
      channel: send.channel,
      status: send.status,
      at: iso(send.at),
      openedAt: isoOrAbsent(send.openedAt),
      clickedAt: isoOrAbsent(send.clickedAt),
    })),
    orders: { count: state.orders.count, value: state.orders.value, lastAt: isoOrAbsent(state.orders.lastAt) },
    ...(rfm && { rfm }),
    currency: settings.currency,
  };
}

function lifecycleOf({ memberships, traits }: ProfileState, journeyName: (id: string) => string): Profile['lifecycle'] {
  const found = [...memberships].find(([id]) => stageOfSegment(id) !== undefined);
  const stage = found && stageOfSegment(found[0]);
  if (found === undefined || stage === undefined) return undefined;
  const setter = traits[setStageTrait] === stage ? traits[stageSetterTrait] : undefined;
  const journey = typeof setter === 'string' ? setter.replace(/^journey:/, '') : undefined;
  return {
    ...{ stage, since: iso(found[1]) },
    ...(journey !== undefined && { setBy: { journey, journeyName: journeyName(journey) } }),
  };
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}

function isoOrAbsent(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : iso(instant);
}
