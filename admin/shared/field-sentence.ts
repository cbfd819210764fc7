import i18next from 'i18next';
import { z } from 'zod';
import { type FieldProblem, fieldProblem } from '#contracts/api/field-problem.ts';

const problems = z.array(fieldProblem);

/** The single fields that `details` of an error speak of; none where they are about something else. */
export function fieldProblemsOf(details: unknown): readonly FieldProblem[] {
  return problems.safeParse(details).data ?? [];
}

/** What is wrong with a field and how to mend it, in the language of the moment. */
export function fieldSentence({ code, limit, message }: FieldProblem): string {
  return i18next.exists(`fieldProblem.${code}`) ? i18next.t(`fieldProblem.${code}`, { limit }) : message;
}
