import type { z } from 'zod';
import { type FieldProblem, type FieldProblemCode, fieldProblem } from './api/field-problem.ts';

/** For `refine`: what to write, and the word by which the product translates it. */
export function says(code: FieldProblemCode, message: string, limit?: number): { error: string; params: Coded } {
  return { error: message, params: { code, ...(limit !== undefined && { limit }) } };
}

/** What is wrong with a field of `given`, the whole that was checked. */
export function fieldProblemOf(issue: z.core.$ZodIssue, given: unknown): FieldProblem {
  const field = issue.path.join('.') || (issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : '');
  return { field, ...codeOf(issue, given), message: issue.message };
}

const coded = fieldProblem.pick({ code: true, limit: true });
type Coded = z.infer<typeof coded>;

function codeOf(issue: z.core.$ZodIssue, given: unknown): Coded {
  if (issue.code === 'custom') return coded.catch({ code: 'wrong_form' }).parse(issue.params);
  if (issue.path.length > 0 && isMissing(given, issue.path)) return { code: 'required' };
  switch (issue.code) {
    case 'invalid_type':
      return { code: codeByType[issue.expected] ?? 'wrong_type' };
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return { code: overCode[issue.origin] ?? 'too_large', limit: Number(issue.maximum) };
    case 'invalid_format':
      return { code: codeByFormat[issue.format] ?? 'wrong_form' };
    case 'invalid_value':
      return { code: 'not_an_option' };
    case 'unrecognized_keys':
      return { code: 'unknown_setting' };
    case 'invalid_union':
      return ofUnion(issue, given);
    default:
      return { code: 'wrong_form' };
  }
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Coded {
  const limit = Number(minimum);
  if (origin === 'string' && limit === 1) return { code: 'required' };
  if (inclusive === false) return { code: 'not_above', limit };
  return { code: underCode[origin] ?? 'too_small', limit };
}

/** The last of several forms is the one that is meant; those before it stand for what is left empty. */
function ofUnion({ errors, path, discriminator }: z.core.$ZodIssueInvalidUnion, given: unknown): Coded {
  const inner = errors.at(-1)?.[0];
  if (inner === undefined) return { code: discriminator === undefined ? 'wrong_form' : 'not_an_option' };
  return codeOf({ ...inner, path: [...path, ...inner.path] }, given);
}

function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  let value = given;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = (value as { readonly [name: PropertyKey]: unknown })[name];
  }
  return value === undefined || value === null;
}

type Codes = { readonly [name: string]: FieldProblemCode | undefined };

const codeByType: Codes = { number: 'not_a_number', int: 'not_a_whole_number' };
const underCode: Codes = { string: 'too_short', array: 'too_few_entries' };
const overCode: Codes = { string: 'too_long', array: 'too_many_entries' };

/** Formats of Zod's own, and those that contracts name by `z.stringFormat`. */
const codeByFormat: Codes = {
  url: 'not_a_web_address',
  email: 'not_an_email',
  date: 'not_a_date',
  time_of_day: 'not_a_time_of_day',
  host: 'not_a_host',
  colour: 'not_a_colour',
  currency: 'not_a_currency',
  country: 'not_a_country',
  name_in_code: 'not_a_name_in_code',
  place_in_event: 'not_a_place_in_event',
  mapping_target: 'not_a_mapping_target',
};
