import { z } from 'zod';
import { ApiError } from './api.ts';

/** Messages by field, the path written with dots. */
export type FieldErrors = Readonly<Record<string, string>>;

export function zodErrors(error: z.ZodError | undefined): FieldErrors {
  return Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]).reverse());
}

const fieldDetails = z.array(z.object({ field: z.string(), message: z.string() }));

/** What the server says about single fields; empty when the failure is about something else. */
export function apiFieldErrors(error: Error | null): FieldErrors {
  const parsed = fieldDetails.safeParse(error instanceof ApiError ? error.details : undefined);
  if (!parsed.success) return {};
  return Object.fromEntries(parsed.data.map(({ field, message }) => [field.replace(/^settings\./, ''), message]));
}
