import type { z } from 'zod';
import type { FieldProblem } from '#contracts/api/field-problem.ts';
import { fieldProblemOf } from '#contracts/field-problem.ts';
import { ApiError } from './api.ts';
import { fieldProblemsOf, fieldSentence } from './field-sentence.ts';

/** What to mend, in the reader's language, by field, the path written with dots. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What the contract says about single fields of `given`, before it is sent. */
export function zodErrors(error: z.ZodError | undefined, given: unknown): FieldErrors {
  return sentences((error?.issues ?? []).map((issue) => fieldProblemOf(issue, given)));
}

/** What the server says about single fields; empty when the failure is about something else. */
export function apiFieldErrors(error: Error | null): FieldErrors {
  return sentences(error instanceof ApiError ? fieldProblemsOf(error.details) : []);
}

/** What is wrong at this place or anywhere below it. */
export function errorWithin(errors: FieldErrors, place: string): string | undefined {
  return Object.entries(errors).find(([path]) => path === place || path.startsWith(`${place}.`))?.[1];
}

/** The first of several about one field is told. */
function sentences(found: readonly FieldProblem[]): FieldErrors {
  return Object.fromEntries(found.map((problem) => [problem.field, fieldSentence(problem)]).reverse());
}
