import { z } from 'zod';
import { instantText, page } from './list.ts';

const taskStatus = z.enum(['open', 'done']);

/** Something for the team to do about a person. */
export const task = z.object({
  id: z.string(),
  profile: z.string(),
  title: z.string(),
  note: z.string(),
  /** E-mail of somebody of the team; null is everybody's. */
  assignee: z.string().nullable(),
  dueAt: instantText,
  /** The journey that made it; null where somebody did. */
  journey: z.string().nullable(),
  status: taskStatus,
  createdAt: instantText,
  doneAt: instantText.nullable(),
  doneBy: z.string().nullable(),
});
export type Task = z.infer<typeof task>;
export const taskList = page(task);

export const taskListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  status: taskStatus.default('open'),
  assignee: z.string().max(200).optional(),
  profile: z.uuid().optional(),
});
export type TaskListQuery = z.infer<typeof taskListQuery>;

const content = {
  title: z.string().min(1).max(200),
  note: z.string().max(2_000),
  assignee: z.string().max(200).nullable(),
  dueAt: instantText,
};
export const createTaskRequest = z.object({ ...content, profile: z.uuid(), note: content.note.default('') }).strict();
export type CreateTaskRequest = z.infer<typeof createTaskRequest>;

export const changeTaskRequest = z
  .object({ ...content, status: taskStatus })
  .partial()
  .strict();
export type ChangeTaskRequest = z.infer<typeof changeTaskRequest>;
