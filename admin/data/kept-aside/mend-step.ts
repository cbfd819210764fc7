import type { Json } from '#contracts/json.ts';
import type { KeptGroupKey, MendStep } from '#contracts/schema/schema-kept-aside.ts';

export const mendActions = ['rename', 'cast', 'set', 'remove', 'rename_event'] as const satisfies MendStep['action'][];

/** A step that begins with what did not fit. */
export function newStep(action: MendStep['action'], { name, path, reason }: KeptGroupKey): MendStep {
  switch (action) {
    case 'rename':
      // What is missing stands under another name; what is unknown shall have one.
      return reason === 'missing_property' ? { action, from: '', to: path } : { action, from: path, to: '' };
    case 'cast':
      return { action, path, type: 'number' };
    case 'set':
      return { action, path, value: '' };
    case 'remove':
      return { action, path };
    case 'rename_event':
      return { action, to: name };
  }
}

/** A text that reads as a number, true, false, null or JSON is that; in quotes it stays a text. */
export function valueOfText(text: string): Json {
  if (/^(?:-?\d+(?:\.\d+)?|true|false|null|[[{"].*[\]}"])$/s.test(text.trim())) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return text;
    }
  }
  return text;
}

export function textOfValue(value: Json): string {
  if (typeof value === 'string') return typeof valueOfText(value) === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(value);
}
