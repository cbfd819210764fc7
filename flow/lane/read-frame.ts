import type { LogClass, LogFrame } from '#components/store/port/log.ts';
import type { Stimulus } from '#contracts/stimulus.ts';
import type { Unreadable } from './dead-letter.ts';

export interface ReadFrame {
  readonly stimuli: readonly Stimulus[];
  readonly unreadable: readonly Unreadable[];
}

/** The stimuli of a frame, and what in it is none: read again it would be the same, so it must not stop the lane. */
export function readFrame(logClass: LogClass, { sequence, body }: LogFrame): ReadFrame {
  const unreadable: Unreadable[] = [];
  const keep = (place: string, found: unknown, error: string, text: string) =>
    unreadable.push({ id: `${logClass}:${place}`, workspace: workspaceOf(found), error, text });
  const contents = parse(body);
  if (!Array.isArray(contents)) {
    const error = contents instanceof SyntaxError ? contents.message : 'The frame is not a list of stimuli.';
    keep(String(sequence), contents, error, body);
    return { stimuli: [], unreadable };
  }
  const stimuli = contents.filter((found: unknown, index): found is Stimulus => {
    const error = problemOf(found);
    if (error !== undefined) keep(`${sequence}:${index}`, found, error, JSON.stringify(found));
    return error === undefined;
  });
  return { stimuli, unreadable };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

type Kind = Stimulus['type'] | 'timer';

/** `timer` stands in the log where somebody gave a timer that failed another chance. */
const kinds: { readonly [K in Kind]: 'event' | 'control' | 'timer' } = {
  track: 'event',
  identify: 'event',
  receipt: 'event',
  consent: 'event',
  attributes: 'event',
  lists: 'event',
  merge: 'event',
  enrol: 'event',
  answer: 'event',
  absorb: 'event',
  keep: 'event',
  unmerge: 'event',
  part: 'event',
  return: 'event',
  recount: 'event',
  withdraw: 'event',
  identity_moved: 'event',
  seed: 'event',
  picture: 'event',
  erase: 'event',
  forget: 'event',
  restrict: 'event',
  company: 'event',
  company_told: 'event',
  company_member: 'event',
  timer: 'timer',
  control: 'control',
};

/** As PostgreSQL writes it: in another spelling the same person would be two. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Only what the lane itself reads before the step: whose it is, and when. The step's own errors are caught there. */
function problemOf(found: unknown): string | undefined {
  if (!isRecord(found)) return 'It is not an object.';
  const { type, workspace, profile, id, at, receivedAt, release } = found;
  if (typeof type !== 'string' || !Object.hasOwn(kinds, type)) return 'Its type is unknown.';
  if (!isWorkspace(workspace)) return 'Its workspace is no positive 32-bit integer.';
  const kind = kinds[type as Kind];
  if (kind === 'control') return Number.isSafeInteger(release) ? undefined : 'Its release is no whole number.';
  if (typeof profile !== 'string' || !uuid.test(profile)) return 'Its profile is no UUID in lower case.';
  if (kind === 'timer') return undefined;
  if (typeof id !== 'string') return 'Its id is no text.';
  return Number.isFinite(at) && Number.isFinite(receivedAt) ? undefined : 'It has no time.';
}

/** Letters are shown to a workspace; what names none is shown to the first. */
function workspaceOf(found: unknown): number {
  return isRecord(found) && isWorkspace(found.workspace) ? found.workspace : 1;
}

function isWorkspace(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 31;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
