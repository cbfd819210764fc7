import type { TemplateProblemReason } from '#contracts/template-problem.ts';

/** The words of liquidjs 10, which has no codes; what it will say otherwise one day is `unreadable`, with its own words. */
const sayings: readonly (readonly [RegExp, (found: string) => TemplateProblemReason])[] = [
  [/^undefined variable: (.+)$/s, (variable) => ({ code: 'no_value', params: { variable } })],
  [/^undefined filter: (.+)$/s, (filter) => ({ code: 'unknown_filter', params: { filter } })],
  [/^tag "(.+)" not found$/s, (tag) => ({ code: 'unknown_tag', params: { tag } })],
  [/^(?:tag |output |raw )?"?(.+?)"? not closed$/s, (text) => ({ code: 'not_closed', params: { text: text.trim() } })],
  [/^ENOENT: (.+)$/s, () => ({ code: 'nothing_to_include', params: {} })],
  [/^parse length (limit) exceeded$/, () => ({ code: 'too_long', params: {} })],
  [/^(?:memory alloc|template render) (limit) exceeded$/, () => ({ code: 'too_much_work', params: {} })],
];

/** What the engine's English sentence says, as a code and the pieces of the template that it names. */
export function reasonOf(sentence: string): TemplateProblemReason {
  for (const [pattern, reason] of sayings) {
    const found = pattern.exec(sentence)?.[1];
    if (found !== undefined) return reason(found);
  }
  return { code: 'unreadable', params: {} };
}
