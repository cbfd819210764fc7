import type { TFunction } from 'i18next';
import { z } from 'zod';
import { settingProblem } from '#contracts/api/channel.ts';
import { ApiError } from '../../shared/api.ts';
import type { FieldErrors } from '../../shared/field-errors.ts';

/** What is wrong with single settings of a provider, in the reader's language; empty when the failure is about something else. */
export function providerProblems(error: Error | null, t: TFunction): FieldErrors {
  const parsed = z.array(settingProblem).safeParse(error instanceof ApiError ? error.details : undefined);
  if (!parsed.success) return {};
  return Object.fromEntries(parsed.data.map(({ field, code }) => [field, t(`settings.problem.${code}`)]));
}
