import { z } from 'zod';
import { passwordLength } from '#contracts/api/team.ts';
import { RequestError } from '#contracts/errors.ts';
import { fieldError } from '../field-error.ts';

const { least, most } = passwordLength;

/**
 * better-auth's codes (`BASE_ERROR_CODES`) as the errors of the registry. An address that nobody has answers like a wrong
 * password, so that nobody finds out who is in the team.
 */
const errorsByCode: { readonly [code: string]: (() => RequestError) | undefined } = {
  INVALID_EMAIL_OR_PASSWORD: wrongCredentials,
  USER_NOT_FOUND: wrongCredentials,
  USER_EMAIL_NOT_FOUND: wrongCredentials,
  ACCOUNT_NOT_FOUND: wrongCredentials,
  CREDENTIAL_ACCOUNT_NOT_FOUND: wrongCredentials,
  INVALID_USER: wrongCredentials,
  INVALID_EMAIL: () => fieldError('email', 'not_an_email', 'Write an e-mail address, for example mei@shop.example.'),
  INVALID_PASSWORD: () => fieldError('currentPassword', 'not_current_password', 'This is not your current password.'),
  PASSWORD_TOO_SHORT: () =>
    fieldError('newPassword', 'too_short', `Choose a password of at least ${least} characters.`, least),
  PASSWORD_TOO_LONG: () =>
    fieldError('newPassword', 'too_long', `Choose a password of at most ${most} characters.`, most),
  USER_ALREADY_EXISTS: () => new RequestError('already_exists'),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: () => new RequestError('already_exists'),
  INVALID_TOKEN: () => new RequestError('link_not_good'),
  TOKEN_EXPIRED: () => new RequestError('link_not_good'),
  UNAUTHORIZED: () => new RequestError('unauthorized'),
  SESSION_EXPIRED: () => new RequestError('unauthorized'),
  SESSION_NOT_FRESH: () => new RequestError('unauthorized'),
  VALIDATION_ERROR: () => new RequestError('invalid_request'),
  MISSING_FIELD: () => new RequestError('invalid_request'),
  BODY_MUST_BE_AN_OBJECT: () => new RequestError('invalid_request'),
};

function wrongCredentials(): RequestError {
  return new RequestError('wrong_credentials');
}

const refusal = z.object({ code: z.string() });

/** What an answer of better-auth that is not a success says, in our own words. */
export async function signInError(response: Response): Promise<RequestError> {
  if (response.status >= 500) return new RequestError('internal_error');
  const { data } = refusal.safeParse(await response.json().catch(() => undefined));
  return errorsByCode[data?.code ?? '']?.() ?? new RequestError('sign_in_refused');
}
