/** Why one event cannot be accepted: the field as the sender wrote it, and what it should be. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export function fieldError(field: string, message: string): { readonly rejected: FieldError } {
  return { rejected: { field, message } };
}

export const identifierMessage =
  'must be an id of one person or group, not empty and no placeholder such as "null" or zeros';
export const objectMessage = 'must be a JSON object';
export const timestampMessage = 'must be an ISO 8601 time from 1970 on, for example 2026-03-01T09:30:00.000Z';
