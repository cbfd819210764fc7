import { hash } from 'node:crypto';
import type { DeadLetterToWrite } from '#components/store/port/lane.ts';
import type { Instant, Lane, WorkspaceId } from '#contracts/identifiers.ts';
import type { ControlStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import type { StepStimulus } from '#core/step.ts';

/** What the log holds and nobody can apply: not a stimulus at all. */
export interface Unreadable {
  /** Its place in the log. */
  readonly id: string;
  readonly workspace: WorkspaceId;
  readonly error: string;
  readonly text: string;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** Characters. An index takes no longer key, and who made the text longer than this can be seen from its beginning. */
const longestId = 200;
const longestError = 2_000;
const longestText = 64 * 1024;

/** Whatever is wrong with the stimulus, its letter can be stored: a letter that is refused would stop the lane after all. */
export function deadLetter(
  workspace: WorkspaceId,
  stimulus: StepStimulus,
  error: unknown,
  now: Instant,
): DeadLetterToWrite {
  const { profile } = stimulus;
  return {
    lane: laneOf(workspace, profile),
    workspace,
    profile,
    id: storableId(stimulus.type === 'timer' ? `timer:${now}` : stimulus.id),
    error: storableError(error),
    body: JSON.stringify({ ...stimulus, workspace }),
  };
}

/** Nobody's: it stands under the first lane of the partition that read it. */
export function unreadableLetter(partition: Lane, { id, workspace, error, text }: Unreadable): DeadLetterToWrite {
  const body = storable(text.slice(0, longestText));
  const cut = text.length > longestText ? ` The first ${longestText} of ${text.length} characters are kept.` : '';
  return { lane: partition, workspace, profile: nobody, id, error: storable(error.slice(0, longestError)) + cut, body };
}

/** A control stimulus whose release is not stored: what was in force stays so. Its letter can be retried once it is. */
export function missingRelease(control: ControlStimulus): Unreadable {
  const { workspace, release } = control;
  return {
    id: `control:${workspace}:${release}`,
    workspace,
    error: `missing_release: Release ${release} is named by the log but not stored; the one before stays in force.`,
    text: JSON.stringify(control),
  };
}

function storableError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return storable(text.slice(0, longestError));
}

/** Two ids that differ only in what is taken out stay two. */
function storableId(id: string): string {
  const clean = storable(id);
  return clean === id && id.length <= longestId ? id : `${clean.slice(0, longestId)}~${hash('md5', id)}`;
}

/** No text column takes a NUL, and bodies are told apart by the character 30. Neither stands bare in JSON. */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
  return text.replaceAll(/[\u0000\u001e]/g, '');
}
