import { apiFieldErrors } from '../../shared/field-errors.ts';

/** What the server said about each field of a destination; what names no field stands at the name. */
export function destinationErrors(error: Error | null): Readonly<Record<string, string>> {
  if (error === null) return {};
  const found = Object.fromEntries(
    Object.entries(apiFieldErrors(error)).map(([path, text]) => [
      path.replace(/^definition\./, '').split('.')[0] ?? '',
      text,
    ]),
  );
  return Object.keys(found).length > 0 ? found : { name: error.message };
}
