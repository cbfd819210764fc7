import { z } from 'zod';
import { presentListItem } from '#analytics/profiles/list-item.ts';
import type { SearchSight } from '#analytics/profiles/search-sight.ts';
import { profile, profileList, profileListQuery } from '#contracts/api/profile.ts';
import { segmentExplanation } from '#contracts/api/segment.ts';
import { timeline, timelineQuery } from '#contracts/api/timeline.ts';
import { RequestError } from '#contracts/errors.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { namelessKinds } from '#core/schema/personal-class.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { maskFor } from '../schema/mask/mask-answers.ts';
import { countryOf } from '../workspace-country.ts';
import { endOfDay } from './end-of-day.ts';
import { explainSegment } from './explain-segment.ts';
import { findByIdentity } from './find-by-identity.ts';
import { presentBirthday } from './present-birthday.ts';
import { presentProfile } from './present-profile.ts';
import { requireProfileState } from './read-profile.ts';
import { searchSight } from './search-sight.ts';

/** Kinds by which the caller may find somebody. */
function identityOf({ identity = defaultIdentitySettings }: WorkspaceSettings, sight: SearchSight | undefined) {
  if (sight?.upTo !== 'none') return identity;
  return { ...identity, kinds: identity.kinds.filter(({ kind }) => namelessKinds.has(kind)) };
}

const parameters = z.object({ id: z.string().min(1).max(200) });

export function registerProfiles(app: Routes, parts: ServerParts): void {
  const { store, workspace, analytics } = parts;
  const tags = ['profiles'];

  app.get(
    '/profiles',
    {
      schema: { tags, summary: 'List and find people', querystring: profileListQuery, response: { 200: profileList } },
    },
    async ({ query, caller }) => {
      const { limit: _, search, ...others } = query;
      const sight = search === undefined ? undefined : await searchSight(parts, caller);
      if (search !== undefined && Object.values(others).every((filter) => filter === undefined)) {
        const { settings } = await newestRelease(parts);
        const found = await findByIdentity(
          store,
          workspace,
          search.trim(),
          countryOf(settings),
          identityOf(settings, sight),
        );
        if (found.length > 0) return { items: found.map(presentListItem), nextCursor: null };
      }
      const { items, nextCursor } = await analytics.searchProfiles(workspace, query, sight);
      return { items: [...items], nextCursor };
    },
  );

  app.get(
    '/profiles/:id',
    { schema: { tags, summary: 'One person as she is known now', params: parameters, response: { 200: profile } } },
    async ({ params, caller }) => {
      const state = await requireProfileState(store, workspace, params.id);
      const [release, mask] = await Promise.all([newestRelease(parts), maskFor(parts, caller)]);
      const now = Date.now();
      const { traits } = mask({ traits: state.traits }) as Pick<typeof state, 'traits'>;
      const birthday = presentBirthday(traits, [state.timeZone, release.settings.timeZone], now);
      return { ...presentProfile(state, release, now), birthday };
    },
  );

  app.get(
    '/profiles/:id/timeline',
    {
      schema: {
        tags,
        summary: 'What happened to a person, newest first',
        params: parameters,
        querystring: timelineQuery,
        response: { 200: timeline },
      },
    },
    async ({ params, query }) => {
      const { profile: id } = await requireProfileState(store, workspace, params.id);
      const { on } = query;
      const before = query.before ?? (on && endOfDay(on, (await newestRelease(parts)).settings.timeZone));
      const { items, nextCursor } = await analytics.timeline(workspace, id, { ...query, before });
      return { items: [...items], nextCursor };
    },
  );

  app.get(
    '/profiles/:id/segments/:segment/explanation',
    {
      schema: {
        tags,
        summary: 'Why a person is or is not in a segment',
        params: parameters.extend({ segment: z.string().min(1).max(64) }),
        response: { 200: segmentExplanation },
      },
    },
    async ({ params }) => {
      const state = await requireProfileState(store, workspace, params.id);
      const explanation = explainSegment(await newestRelease(parts), params.segment, state, Date.now());
      if (explanation !== undefined) return explanation;
      throw new RequestError('not_found', { message: `The segment "${params.segment}" is not published.` });
    },
  );
}
