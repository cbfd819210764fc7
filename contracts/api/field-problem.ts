import { z } from 'zod';

/** What can be wrong with a field. The words are stable and translated in the product, which says by them how to mend it. */
export const fieldProblemCodes = [
  'required',
  'wrong_type',
  'not_a_number',
  'not_a_whole_number',
  'too_small',
  'too_large',
  'not_above',
  'too_short',
  'too_long',
  'too_few_entries',
  'too_many_entries',
  'wrong_form',
  'not_an_option',
  'not_there',
  'unknown_setting',
  'twice',
  'name_not_allowed',
  'ends_before_it_begins',
  'period_too_long',
  'not_a_web_address',
  'not_https',
  'not_an_email',
  'not_a_date',
  'not_a_time_of_day',
  'not_a_host',
  'not_a_colour',
  'not_a_currency',
  'not_a_country',
  'not_a_name_in_code',
  'not_a_place_in_event',
  'not_a_mapping_target',
  'not_a_list_target',
  'not_a_schedule',
  'not_an_address',
  'not_a_domain',
  'not_a_signing_secret',
  'not_a_private_key',
  'not_a_certificate',
  'unknown_time_zone',
  'stays_on',
  'follows_from_score',
  'counts_by_itself',
  'no_points',
  'same_name_twice',
  'same_score_twice',
  'provider_unfit',
  'dkim_incomplete',
  'sign_in_incomplete',
  'secret_again',
  'not_current_password',
] as const;
export type FieldProblemCode = (typeof fieldProblemCodes)[number];

/**
 * One of `details` of an error `invalid_request`. `message` says in English what `code` stands for, `limit` what the code
 * speaks of: the least or most that a number, the characters of a text or the entries of a list may be.
 */
export const fieldProblem = z.object({
  /** The path with dots, as it was sent. */
  field: z.string(),
  code: z.enum(fieldProblemCodes),
  limit: z.number().optional(),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof fieldProblem>;
