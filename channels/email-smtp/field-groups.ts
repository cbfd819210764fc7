const mostGroups = 100;

/** Groups of header-like fields with empty lines between them, by lower-case name; RFC 3464 section 2.1, folding undone. */
export function readFieldGroups(text: string): readonly ReadonlyMap<string, string>[] {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n+/, mostGroups);
  return groups.map(readFields);
}

function readFields(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase())) {
      fields.set(name.toLowerCase(), value.trim());
    }
  }
  return fields;
}
