import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  attributesTaken,
  changeOwnerRequest,
  changeTagsRequest,
  type TagManyRequest,
  taggedAtOnce,
  tagManyRequest,
} from '#contracts/api/people-attributes.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { AttributesStimulus } from '#contracts/stimulus.ts';
import { listTeam } from '../auth/team.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';

const tags = ['people'];
const params = z.object({ id: z.string().min(1).max(200) });
const pageSize = 200;

type Said = Pick<AttributesStimulus, 'addTags' | 'removeTags' | 'owner'>;

/** What the team keeps of people: tags, and who looks after them. It goes through the log, because segments ask for it. */
export function registerAttributes(app: Routes, parts: ServerParts): void {
  const { store, workspace, analytics, appendStimuli } = parts;

  async function say({ caller }: FastifyRequest, profiles: readonly ProfileId[], said: Said): Promise<void> {
    const now = Date.now();
    const order = randomUUID();
    await appendStimuli(
      profiles.map((profile) => ({
        ...{ ...said, type: 'attributes', workspace, profile, id: `attributes:${order}`, at: now, receivedAt: now },
        actor: caller?.name ?? '',
      })),
    );
  }

  app.post(
    '/profiles/:id/tags',
    {
      schema: {
        tags,
        summary: 'Add and remove tags of a person',
        params,
        body: changeTagsRequest,
        response: { 202: attributesTaken },
      },
    },
    async (request, reply) => {
      const { profile } = await requireProfileState(store, workspace, request.params.id);
      const { add, remove } = request.body;
      await say(request, [profile], { addTags: add, removeTags: remove });
      return reply.code(202).send({ people: 1 });
    },
  );

  app.put(
    '/profiles/:id/owner',
    {
      schema: {
        tags,
        summary: 'Say who of the team looks after a person',
        params,
        body: changeOwnerRequest,
        response: { 202: attributesTaken },
      },
    },
    async (request, reply) => {
      const { owner } = request.body;
      const { profile } = await requireProfileState(store, workspace, request.params.id);
      if (owner !== null && !(await listTeam(parts.sql)).some(({ email }) => email === owner)) {
        const message = `"${owner}" is nobody of the team.`;
        throw fieldError('owner', 'not_there', message);
      }
      await say(request, [profile], { owner });
      return reply.code(202).send({ people: 1 });
    },
  );

  app.post(
    '/profiles/tags',
    {
      schema: {
        tags,
        summary: 'Add and remove tags of several people, or of everybody in a segment',
        body: tagManyRequest,
        response: { 202: attributesTaken },
      },
    },
    async (request, reply) => {
      const { add, remove, whom } = request.body;
      let people = 0;
      for await (const profiles of peopleOf(whom)) {
        await say(request, profiles, { addTags: add, removeTags: remove });
        people += profiles.length;
      }
      return reply.code(202).send({ people });
    },
  );

  /** In pages. Throws `invalid_request` for a segment of more people than are tagged at once. */
  async function* peopleOf(whom: TagManyRequest['whom']): AsyncGenerator<readonly ProfileId[]> {
    if ('profiles' in whom) {
      const known = await store.readProfiles(workspace, whom.profiles);
      if (known.size > 0) yield [...known.keys()];
      return;
    }
    const { segment } = whom;
    const size = (await analytics.segmentSizes(workspace)).get(segment) ?? 0;
    if (size > taggedAtOnce) {
      const message = `The segment has ${size} people; at most ${taggedAtOnce} are tagged at once. Import the tags instead.`;
      throw fieldError('whom', 'too_many_entries', message, taggedAtOnce);
    }
    let cursor: string | undefined;
    do {
      const query = { limit: pageSize, segment, ...(cursor !== undefined && { cursor }) };
      const page = await analytics.searchProfiles(workspace, query);
      if (page.items.length > 0) yield page.items.map(({ id }) => id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
