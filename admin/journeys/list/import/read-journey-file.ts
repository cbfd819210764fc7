import { type JourneyFile, journeyFile } from '#contracts/api/journey-version.ts';

/** Why a file was not read: what is wrong at which place. */
export interface FileProblem {
  /** As in `journey.nodes[3].minutes`. */
  readonly place: string;
  /** Counted from 1, where the place lies in a step; the kind as the file writes it. */
  readonly step: { readonly number: number; readonly kind: string } | undefined;
  readonly what: 'missing' | 'wrong_type' | 'too_small' | 'too_big' | 'unknown_value' | 'wrong';
  /** The type that it should have, for `wrong_type`. */
  readonly expected: string;
}

export type ReadFile =
  | { readonly state: 'read'; readonly file: JourneyFile }
  | { readonly state: 'not_json' | 'not_a_journey' | 'newer' }
  | { readonly state: 'problems'; readonly problems: readonly FileProblem[] };

/** Reads what "Export" writes. */
export function readJourneyFile(text: string): ReadFile {
  const content = parsed(text);
  if (content === undefined) return { state: 'not_json' };
  if (valueAt(content, ['format']) !== 'throughline.journey') return { state: 'not_a_journey' };
  const version = valueAt(content, ['formatVersion']);
  if (typeof version === 'number' && version > journeyFile.shape.formatVersion.value) return { state: 'newer' };
  const result = journeyFile.safeParse(content);
  if (result.success) return { state: 'read', file: result.data };
  return { state: 'problems', problems: result.error.issues.map((issue) => problemOf(content, issue)) };
}

type Issue = NonNullable<ReturnType<typeof journeyFile.safeParse>['error']>['issues'][number];

function problemOf(content: unknown, issue: Issue): FileProblem {
  const [first, second, third] = issue.path;
  const isInStep = first === 'journey' && second === 'nodes' && typeof third === 'number';
  const kind = isInStep ? valueAt(content, ['journey', 'nodes', third, 'kind']) : undefined;
  return {
    place: issue.path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
      .join('')
      .replace(/^\./, ''),
    step: isInStep ? { number: third + 1, kind: String(kind ?? '') } : undefined,
    what: valueAt(content, issue.path) === undefined ? 'missing' : whatOf(issue.code),
    expected: issue.code === 'invalid_type' ? issue.expected : '',
  };
}

function whatOf(code: Issue['code']): FileProblem['what'] {
  switch (code) {
    case 'invalid_type':
      return 'wrong_type';
    case 'too_small':
      return 'too_small';
    case 'too_big':
      return 'too_big';
    case 'invalid_value':
    case 'invalid_union':
      return 'unknown_value';
    default:
      return 'wrong';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
