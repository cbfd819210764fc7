import type { FieldRule, LearnedType } from '#contracts/schema/schema.ts';

/** What was typed as values of the field's type: 5 among numbers is no text. */
export function allowedOf(texts: readonly string[], type: LearnedType): NonNullable<FieldRule['allowed']> {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].map((text) => {
    if ((type === 'number' || type === 'integer') && Number.isFinite(Number(text))) return Number(text);
    if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
    return text;
  });
}
