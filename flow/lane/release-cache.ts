import type { LanePosition } from '#components/store/port/lane.ts';
import type { ReleaseStore } from '#components/store/port/release.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { ControlStimulus } from '#contracts/stimulus.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';

export type ReleaseNumbers = LanePosition['releases'];

/** The releases in force at the place in the log where the lane stands, compiled. */
export interface LaneReleases {
  /** Loads the workspace's release; to be called before a batch for every workspace in it. */
  prepare(workspace: WorkspaceId): Promise<void>;
  of(workspace: WorkspaceId): CompiledRelease;
  /** Whether the release that it names is stored. One that is not must never be in force: nothing could be stepped by it. */
  isStored(control: ControlStimulus): Promise<boolean>;
  /** The numbers in force after `control`. Nothing is moved yet, because the commit that records it may fail. */
  after(control: ControlStimulus | undefined): ReleaseNumbers;
  move(to: ReleaseNumbers): void;
}

export function createLaneReleases(store: ReleaseStore, start: ReleaseNumbers): LaneReleases {
  let numbers = start;
  const compiled = new Map<WorkspaceId, CompiledRelease>();

  async function load(workspace: WorkspaceId): Promise<void> {
    const number = numbers[workspace] ?? 0;
    const release = number === 0 ? emptyRelease(workspace) : await store.byNumber(workspace, number);
    if (!release) throw new Error(`Release ${number} of workspace ${workspace} is named by the log but not stored.`);
    compiled.set(workspace, compileRelease(release));
  }

  return {
    async prepare(workspace) {
      if (!compiled.has(workspace)) await load(workspace);
    },
    of(workspace) {
      const release = compiled.get(workspace);
      if (!release) throw new Error(`The release of workspace ${workspace} was not prepared.`);
      return release;
    },
    async isStored({ workspace, release }) {
      return (await store.byNumber(workspace, release)) !== undefined;
    },
    after(control) {
      if (!control || control.release <= (numbers[control.workspace] ?? 0)) return numbers;
      return { ...numbers, [control.workspace]: control.release };
    },
    move(to) {
      for (const workspace of [...compiled.keys()]) {
        if (to[workspace] !== numbers[workspace]) compiled.delete(workspace);
      }
      numbers = to;
    },
  };
}

/** Before anything is published, people and facts are kept, and nothing is sent. */
function emptyRelease(workspace: WorkspaceId) {
  return { workspace, number: 0, settings: defaultSettings, segments: [], journeys: [], messages: [] };
}
