/** Which room may import which, and what the pure rooms may not touch. */

export interface Violation {
  path: string;
  line: number;
  rule: string;
}

interface Reader {
  path: string;
  room: string;
  isTest: boolean;
}

interface Import {
  specifier: string;
  names: string[];
  typeOnly: boolean;
  index: number;
}

interface RoomRule {
  /** Rooms whose values may be imported, the room itself aside. */
  values: string[];
  /** Rooms of which only types may be imported: their parts are handed in at the composition root. */
  types: string[];
}

const everything = [
  'contracts',
  'core',
  'components',
  'flow',
  'channels',
  'analytics',
  'server',
  'cli',
  'demo',
  'test',
];

const roomRules: Record<string, RoomRule> = {
  contracts: { values: [], types: [] },
  core: { values: ['contracts'], types: [] },
  components: { values: ['contracts'], types: [] },
  flow: { values: ['contracts', 'core'], types: ['components', 'channels'] },
  channels: { values: ['contracts', 'core'], types: ['components'] },
  analytics: { values: ['contracts', 'core'], types: ['components'] },
  admin: { values: ['contracts'], types: [] },
  sdk: { values: ['contracts'], types: [] },
  server: { values: everything, types: [] },
  cli: { values: everything, types: [] },
  demo: { values: everything, types: [] },
  bench: { values: everything, types: [] },
  test: { values: everything, types: [] },
};

// Files that open nothing by themselves: they work on what they are handed, or compute. Rooms that may read their types
// may call them too.
const handedOver = [
  /^#components\/store\/port\//,
  /^#components\/clickhouse\/(client|alias|tables|delete-rows)\.ts$/,
  /^#components\/group-commit\.ts$/,
  /^#channels\/(content|links|receipts)\//,
];

// Depends on nothing but its input.
const pureBuiltins = new Map([['node:crypto', new Set(['hash', 'createHash'])]]);

// A test may bring a real engine along and read the test helpers, whatever room it stands in.
const openToTests = ['contracts', 'core', 'components', 'test'];

// Run by the build tool, not in the browser.
const buildFile = /^admin\/[^/]+\.ts$/;

const withoutBuiltins = new Set(['contracts', 'core', 'admin', 'sdk']);

const impure: { pattern: RegExp; reason: string }[] = [
  {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w]|new )Date\(|\bTemporal\.Now\b|\bperformance\.now\b/,
    reason: 'reads a clock',
  },
  { pattern: /\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues)\b/, reason: 'draws randomness' },
  { pattern: /(?<![.\w])process\./, reason: 'reads the process' },
  { pattern: /(?<![.\w])(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\(/, reason: 'does I/O or waits' },
];

/** All violations of one file; `path` is relative to the repository, with slashes. */
export function findViolations(path: string, text: string): Violation[] {
  const room = roomOf(path);
  if (roomRules[room] === undefined) return [];
  const code = blankComments(text);
  const isTest = path.endsWith('.test.ts');
  const violations = findImports(code).flatMap((found) => {
    const rule = judgeImport({ path, room, isTest }, found);
    return rule === undefined ? [] : [{ path, line: lineAt(code, found.index), rule }];
  });
  if (room === 'core' && !isTest) violations.push(...findImpurities(path, code));
  return violations.sort((a, b) => a.line - b.line);
}

function judgeImport({ path, room, isTest }: Reader, { specifier, names, typeOnly }: Import): string | undefined {
  if (specifier.startsWith('node:')) {
    const pure = names.length > 0 && names.every((name) => pureBuiltins.get(specifier)?.has(name));
    const open = !withoutBuiltins.has(room) || isTest || buildFile.test(path) || pure;
    return open ? undefined : `${room} imports no Node built-in (${specifier})`;
  }
  if (specifier.startsWith('.')) {
    const target = resolvePath(path, specifier);
    if (target === 'package.json' || (folderOf(target) === folderOf(path) && roomOf(target) === room)) return undefined;
    return `${room} reaches ${roomOf(target)} by a relative path; write #${folderOf(target)}/... (${specifier})`;
  }
  if (!specifier.startsWith('#')) return undefined;
  const target = roomOf(specifier.slice(1));
  const rule = roomRules[room];
  if (target === room || rule === undefined || rule.values.includes(target)) return undefined;
  if (isTest && openToTests.includes(target)) return undefined;
  if (!rule.types.includes(target)) return `${room} does not import ${target} (${specifier})`;
  if (typeOnly || handedOver.some((pattern) => pattern.test(specifier))) return undefined;
  return `${room} imports only types of ${target}; its parts are handed in by the server (${specifier})`;
}

/**
 * The room that a file belongs to: its folder. All of one kind of step lies in one folder of journey-nodes, and there the
 * name of the file says it: its schema is a contract, its step belongs to the core, its card and form to the admin app.
 */
function roomOf(path: string): string {
  const folder = folderOf(path);
  if (folder !== 'journey-nodes') return folder;
  const name = path.split('/').at(-1) ?? '';
  if (name === 'schema.ts') return 'contracts';
  return /^step(\.test)?\.ts$/.test(name) ? 'core' : 'admin';
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function resolvePath(path: string, specifier: string): string {
  return new URL(specifier, `file:///${path}`).pathname.slice(1);
}

function findImports(code: string): Import[] {
  const statement =
    /\b(?:import|export)\s+(type\s)?(?:([\w*{}\s,$]+?)\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/g;
  return [...code.matchAll(statement)].map((match) => ({
    specifier: match[3] ?? match[4] ?? '',
    names: match[2]?.match(/[\w*$]+/g) ?? [],
    typeOnly: match[1] !== undefined,
    index: match.index,
  }));
}

function findImpurities(path: string, code: string): Violation[] {
  const withoutStrings = code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (text) => ' '.repeat(text.length));
  return withoutStrings.split('\n').flatMap((text, index) =>
    impure.flatMap(({ pattern, reason }) => {
      const found = pattern.exec(text)?.[0];
      return found === undefined
        ? []
        : [{ path, line: index + 1, rule: `core ${reason} (${found}); hand it in as a value` }];
    }),
  );
}

/** Comments become spaces, so that lines keep their numbers; a quote or a regular expression may hold two slashes. */
function blankComments(text: string): string {
  const token = /\/\*[\s\S]*?\*\/|(?<![:'"\\/])\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;
  return text.replace(token, (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
