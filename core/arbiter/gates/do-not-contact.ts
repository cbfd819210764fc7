import { type Answer, passed, type Question } from './gate.ts';

/** She, or the law, wants nobody to write to her: by its scope no marketing, or nothing at all. */
export function doNotContactGate({ state, message, now }: Question): Answer {
  const order = state.doNotContact;
  if (order === undefined || (order.until !== undefined && order.until <= now)) return passed;
  return order.scope === 'all' || message.purpose === 'marketing' ? { outcome: 'do_not_contact' } : passed;
}
