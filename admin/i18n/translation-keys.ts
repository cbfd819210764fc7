/** A translation file as `section.key` -> text. */
export function flattenKeys(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${name}`, value]] : [...flattenKeys(value, `${prefix}${name}.`)],
    ),
  );
}

export function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

/**
 * The keys that a source asks for: written out, or as a template whose holes stand for one or more words. Also string
 * literals that are chosen between inside the call count. A section that is read as a whole asks for all that it holds.
 */
export function findKeys(source: string): { literal: string[]; patterns: RegExp[] } {
  const calls = [
    ...source.matchAll(/\b(?:t|i18n\.exists)\(([^;]*?)(?:\)|,\s*\{)/gs),
    ...source.matchAll(/i18nKey=(\{[^}]*\}`?\}|"[^"]*")/gs),
    ...source.matchAll(/i18nKey=(\{[^\n]*\})/g),
  ].map((match) => match[1] ?? '');
  const key = /^[a-z][A-Za-z]*(\.[A-Za-z0-9_-]+)+$/;
  const literal = calls.flatMap((call) =>
    [...call.matchAll(/'([^']+)'|"([^"]+)"/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((text) => key.test(text)),
  );
  const patterns = calls.flatMap((call) =>
    [...call.matchAll(/`([^`]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((text) => text.includes('.'))
      .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[A-Za-z0-9_-]+')}$`)),
  );
  const sections = [...source.matchAll(/\bgetResource\([^)]*'([a-z]+)'\)/g)].map(
    ([, name]) => new RegExp(`^${name}\\.`),
  );
  return { literal, patterns: [...patterns, ...sections] };
}
