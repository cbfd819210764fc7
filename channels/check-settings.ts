import type { FieldProblem } from '#contracts/api/field-problem.ts';
import { fieldProblemOf } from '#contracts/field-problem.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ChannelProvider } from './port.ts';

export type CheckedSettings =
  | { readonly ok: true; readonly settings: JsonObject }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function unfitProvider(name: string, channel: string): FieldProblem {
  return { field: 'provider', code: 'provider_unfit', message: `${name} cannot send ${channel}` };
}

/**
 * Checks what somebody wants to save. A secret that is left out keeps the value it has in `before` (the stored settings of
 * the same provider), but not for somebody else than it was given for.
 */
export function checkSettings(provider: ChannelProvider, before: JsonObject, given: JsonObject): CheckedSettings {
  const kept = Object.entries(before).filter(([name]) => provider.secrets.includes(name) && !(name in given));
  const wanted = withoutEmpty({ ...Object.fromEntries(kept), ...given });
  const checked = provider.settings.safeParse(wanted);
  if (checked.success) {
    const settings = checked.data as JsonObject;
    const unsafe = kept.filter(([name]) => isShownToOthers(provider, name, before, settings));
    if (unsafe.length === 0) return { ok: true, settings };
    return { ok: false, problems: unsafe.map(([field]) => secretAgain(field, provider.shownTo?.[field] ?? [])) };
  }
  // A user name that was taken away takes its password along.
  const bound = Object.keys(provider.shownTo ?? {}).filter((name) => kept.some(([secret]) => secret === name));
  const without = Object.fromEntries(Object.entries(wanted).filter(([name]) => !bound.includes(name)));
  const again = bound.length > 0 ? provider.settings.safeParse(without) : undefined;
  if (again?.success) return { ok: true, settings: again.data as JsonObject };
  return { ok: false, problems: checked.error.issues.map((issue) => fieldProblemOf(issue, wanted)) };
}

function isShownToOthers({ shownTo }: ChannelProvider, secret: string, before: JsonObject, after: JsonObject): boolean {
  return (shownTo?.[secret] ?? []).some((name) => before[name] !== after[name]);
}

function secretAgain(field: string, names: readonly string[]): FieldProblem {
  return {
    field,
    code: 'secret_again',
    message: `write it again: ${names.join(', ')} say to whom it is shown, and one of them changed`,
  };
}

/** Forms send what is not filled in as empty text; null takes a secret away. */
function withoutEmpty(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== ''));
}
