import { type DestinationDefinition, destinationDefinition } from '#contracts/destination.ts';
import { apiFieldErrors, type FieldErrors, zodErrors } from '../../shared/field-errors.ts';

interface Written {
  readonly value: DestinationDefinition;
  /** As it stood when the form was opened: what is still empty is not complained about. */
  readonly before: DestinationDefinition;
}

/** What is wrong with each field of a destination; what the server said of no field stands at the name. */
export function destinationErrors(error: Error | null, { value, before }: Written): FieldErrors {
  const own = zodErrors(destinationDefinition.safeParse(value).error, value);
  const told = Object.entries(own).filter(([path]) => {
    const field = fieldOf(path) as keyof DestinationDefinition;
    return value[field] !== '' || before[field] !== '';
  });
  return { ...ofServer(error), ...byField(told) };
}

function ofServer(error: Error | null): FieldErrors {
  if (error === null) return {};
  const told = byField(Object.entries(apiFieldErrors(error)));
  return Object.keys(told).length > 0 ? told : { name: error.message };
}

function byField(errors: readonly (readonly [path: string, text: string])[]): FieldErrors {
  return Object.fromEntries(errors.map(([path, text]) => [fieldOf(path), text]));
}

function fieldOf(path: string): string {
  return path.replace(/^definition\./, '').split('.')[0] ?? '';
}
