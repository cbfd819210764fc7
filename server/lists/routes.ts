import { z } from 'zod';
import { identifierParameter } from '#contracts/api/list.ts';
import {
  changeListMembersRequest,
  changePeopleListRequest,
  createPeopleListRequest,
  peopleList,
  peopleListChanged,
  peopleLists,
  savePeopleListRequest,
} from '#contracts/api/people-list.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { newestRelease } from '../definitions/parts.ts';
import { refuseUsedList } from '../definitions/segment-references.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { changeMembers, changeNamed } from './change-list.ts';
import { type ListWithoutSize, openPeopleLists } from './people-lists.ts';

const tags = ['lists'];
const params = identifierParameter;
const longestUpload = 12_000_000;
const pageSize = 200;

/** Lists of people that the team uploads. */
export function registerPeopleLists(app: Routes, parts: ServerParts): void {
  const { analytics, store, workspace } = parts;
  const lists = openPeopleLists(parts.sql, workspace);
  const withSize = async (list: ListWithoutSize) => ({
    ...list,
    size: (await analytics.listSizes(workspace)).get(list.id) ?? 0,
  });

  app.get(
    '/lists',
    { schema: { tags, summary: 'Lists of people, the last changed first', response: { 200: peopleLists } } },
    async () => {
      const [all, sizes] = await Promise.all([lists.all(), analytics.listSizes(workspace)]);
      return { items: all.map((list) => ({ ...list, size: sizes.get(list.id) ?? 0 })) };
    },
  );

  app.post(
    '/lists',
    { schema: { tags, summary: 'Create a list', body: createPeopleListRequest, response: { 201: peopleList } } },
    async ({ body: { id, name, description }, caller }, reply) => {
      const list = await lists.create({ id, name, description, by: caller?.name ?? '' });
      return reply.code(201).send({ ...list, size: 0 });
    },
  );

  app.get(
    '/lists/:id',
    { schema: { tags, summary: 'One list', params, response: { 200: peopleList } } },
    async ({ params: { id } }) => withSize(await lists.get(id)),
  );

  app.put(
    '/lists/:id',
    { schema: { tags, summary: 'Rename a list', params, body: savePeopleListRequest, response: { 200: peopleList } } },
    async ({ params: { id }, body }) => withSize(await lists.save(id, body)),
  );

  app.delete(
    '/lists/:id',
    {
      schema: {
        tags,
        summary: 'Delete a list that no segment and no journey uses; everybody leaves it',
        params,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id }, caller }, reply) => {
      await lists.get(id);
      refuseUsedList(await newestRelease(parts), id);
      // Read to the end first: whoever has left is on none of the later pages.
      const members: ProfileId[] = [];
      for await (const page of membersOf(id)) members.push(...page);
      await changeMembers(parts, { list: id, change: 'remove', actor: caller?.name ?? '' }, members);
      await lists.remove(id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/lists/:id/people',
    {
      bodyLimit: longestUpload,
      schema: {
        tags,
        summary: 'Put people onto a list or take them off, named by a text or a CSV file',
        params,
        body: changePeopleListRequest,
        response: { 202: peopleListChanged },
      },
    },
    async ({ params: { id }, body, caller }, reply) => {
      await lists.get(id);
      const changed = await changeNamed(parts, { list: id, change: body.change, actor: caller?.name ?? '' }, body);
      await lists.touch(id);
      return reply.code(202).send(changed);
    },
  );

  app.post(
    '/lists/:id/members',
    {
      schema: {
        tags,
        summary: 'Put known people onto a list or take them off',
        params,
        body: changeListMembersRequest,
        response: { 202: peopleListChanged },
      },
    },
    async ({ params: { id }, body: { change, profiles }, caller }, reply) => {
      await lists.get(id);
      const known = await store.readProfiles(workspace, profiles);
      await changeMembers(parts, { list: id, change, actor: caller?.name ?? '' }, [...known.keys()]);
      await lists.touch(id);
      const notFound = profiles.filter((profile) => !known.has(profile));
      return reply.code(202).send({
        people: known.size,
        created: 0,
        notFound: notFound.length,
        ambiguous: 0,
        samples: notFound.slice(0, 20),
      });
    },
  );

  async function* membersOf(list: string): AsyncGenerator<readonly ProfileId[]> {
    let cursor: string | undefined;
    do {
      const query = { limit: pageSize, list, ...(cursor !== undefined && { cursor }) };
      const page = await analytics.searchProfiles(workspace, query);
      yield page.items.map(({ id }) => id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
