import { randomUUID } from 'node:crypto';
import type { ChangeTaskRequest, CreateTaskRequest, Task, TaskListQuery } from '#contracts/api/task.ts';
import { RequestError } from '#contracts/errors.ts';
import type { DefinitionParts } from '../definitions/parts.ts';

type TaskParts = Pick<DefinitionParts, 'sql' | 'workspace'>;

interface TaskRow extends Omit<Task, 'dueAt' | 'createdAt' | 'doneAt'> {
  readonly dueAt: number;
  readonly createdAt: number;
  readonly doneAt: number | null;
}

function columns({ sql }: TaskParts) {
  return sql`id, profile, title, note, assignee, due_at as "dueAt", journey, status, created_at as "createdAt",
    done_at as "doneAt", done_by as "doneBy"`;
}

/** Those that are due first come first; one more than `limit` where there are more. */
export async function listTasks(parts: TaskParts, query: TaskListQuery, offset: number): Promise<Task[]> {
  const { sql, workspace } = parts;
  const { status, assignee, profile, limit } = query;
  const rows = await sql<TaskRow[]>`
    select ${columns(parts)} from task
    where workspace = ${workspace} and status = ${status}
      ${assignee === undefined ? sql`` : sql`and assignee = ${assignee}`}
      ${profile === undefined ? sql`` : sql`and profile = ${profile}`}
    order by due_at, id limit ${limit + 1} offset ${offset}`;
  return rows.map(present);
}

export async function createTask(parts: TaskParts, request: CreateTaskRequest, now: number): Promise<Task> {
  const { sql, workspace } = parts;
  const { profile, title, note, assignee, dueAt } = request;
  const [row] = await sql<TaskRow[]>`
    insert into task (workspace, id, profile, title, note, assignee, due_at, created_at)
    values (${workspace}, ${randomUUID()}, ${profile}, ${title}, ${note}, ${assignee}, ${Date.parse(dueAt)}, ${now})
    returning ${columns(parts)}`;
  if (row === undefined) throw new Error('The task was written but not returned');
  return present(row);
}

/** Throws `not_found`. */
export async function changeTask(
  parts: TaskParts,
  id: string,
  { title, note, assignee, dueAt, status }: ChangeTaskRequest,
  { by, now }: { readonly by: string; readonly now: number },
): Promise<Task> {
  const { sql, workspace } = parts;
  const [row] = await sql<TaskRow[]>`
    update task set title = coalesce(${title ?? null}, title), note = coalesce(${note ?? null}, note),
      assignee = ${assignee === undefined ? sql`assignee` : assignee},
      due_at = coalesce(${dueAt === undefined ? null : Date.parse(dueAt)}, due_at),
      done_at = case ${status ?? null}::text when 'done' then coalesce(done_at, ${now}) when 'open' then null else done_at end,
      done_by = case ${status ?? null}::text when 'done' then coalesce(done_by, ${by}) when 'open' then null else done_by end,
      status = coalesce(${status ?? null}, status)
    where workspace = ${workspace} and id = ${id}
    returning ${columns(parts)}`;
  if (row === undefined) throw new RequestError('not_found', { message: 'There is no such task; it may be gone.' });
  return present(row);
}

function present(row: TaskRow): Task {
  const text = (at: number): string => new Date(at).toISOString();
  return {
    ...row,
    dueAt: text(row.dueAt),
    createdAt: text(row.createdAt),
    doneAt: row.doneAt === null ? null : text(row.doneAt),
  };
}
