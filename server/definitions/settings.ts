import { RequestError } from '#contracts/errors.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import { type WorkspaceSettings, workspaceSettings } from '#contracts/settings.ts';
import { withStages } from '#core/profile/lifecycle.ts';
import { fieldError } from '../field-error.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { refuseProblems } from './problems.ts';
import { referenceProblems, refuseUsedSegment } from './segment-references.ts';

export async function getSettings(parts: DefinitionParts): Promise<WorkspaceSettings> {
  return (await newestRelease(parts)).settings;
}

/** In force from the new release on. Throws `invalid_request` and `still_referenced` (a topic that messages use). */
export async function saveSettings(parts: DefinitionParts, settings: WorkspaceSettings): Promise<WorkspaceSettings> {
  const checked = workspaceSettings.parse(settings);
  refuseUnknownTimeZone(checked.timeZone);
  const release = await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseMissingTopics(newest, checked);
    return withLifecycle({ ...newest, settings: checked });
  });
  return release.settings;
}

/** The stages stand among the segments, so that they are counted, and their history is, as any segment's. */
function withLifecycle(next: Release): Release {
  const changed = withStages(next, next.number + 1);
  const stages = changed.segments.filter(({ id }) => stageOfSegment(id) !== undefined);
  for (const { id } of next.segments) {
    const isGone = stageOfSegment(id) !== undefined && !stages.some((stage) => stage.id === id);
    if (isGone) refuseUsedSegment(changed, id, 'stage');
  }
  refuseProblems(stages.flatMap((stage) => referenceProblems(stage, changed)));
  return changed;
}

function refuseUnknownTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    const message = `timeZone: "${timeZone}" is no time zone of the IANA database; write one such as Europe/London.`;
    throw fieldError('timeZone', 'unknown_time_zone', message);
  }
}

function refuseMissingTopics({ messages }: Release, { topics }: WorkspaceSettings): void {
  const orphans = messages.filter(({ topic }) => !topics.some(({ id }) => id === topic));
  if (orphans.length === 0) return;
  const names = orphans.map(({ name }) => `"${name}"`).join(', ');
  throw new RequestError('still_referenced', {
    message: `A topic that is missing from the settings is used by the published message ${names}; give that another topic first.`,
    details: { messages: orphans.map(({ id, name }) => ({ id, name })) },
  });
}
