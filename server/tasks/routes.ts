import { z } from 'zod';
import { changeTaskRequest, createTaskRequest, task, taskList, taskListQuery } from '#contracts/api/task.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { changeTask, createTask, listTasks } from './tasks.ts';

/** What the team has to do about people: made by journeys and by the team itself. */
export function registerTasks(app: Routes, parts: ServerParts): void {
  const { store, workspace } = parts;
  const tags = ['tasks'];
  const params = z.object({ id: z.uuid() });

  app.get(
    '/tasks',
    {
      schema: {
        tags,
        summary: 'List tasks, the next due first',
        querystring: taskListQuery,
        response: { 200: taskList },
      },
    },
    async ({ query }) => {
      const offset = readOffset(query.cursor);
      return pageOf(await listTasks(parts, query, offset), query.limit, offset);
    },
  );

  app.post(
    '/tasks',
    {
      schema: { tags, summary: 'Create a task about a person', body: createTaskRequest, response: { 201: task } },
    },
    async ({ body }, reply) => {
      const { profile } = await requireProfileState(store, workspace, body.profile);
      return reply.code(201).send(await createTask(parts, { ...body, profile }, Date.now()));
    },
  );

  app.patch(
    '/tasks/:id',
    {
      schema: { tags, summary: 'Change or finish a task', params, body: changeTaskRequest, response: { 200: task } },
    },
    ({ params: { id }, body, caller }) => changeTask(parts, id, body, { by: caller?.name ?? '', now: Date.now() }),
  );
}
