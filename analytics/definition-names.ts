import type { Store } from '#components/store/port/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { topicName } from '#contracts/topic.ts';
import { keywordReplies } from '#core/inbound/reply-message.ts';
import { confirmationMessages } from '#core/profile/consent/consent-message.ts';

/** What definitions are called today. One that was deleted is called by its id. */
export interface DefinitionNames {
  journey(id: string): string;
  message(id: string): string;
  segment(id: string): string;
  topic(id: string): string;
  /** Of the workspace, in ISO 4217 letters. */
  readonly currency: string;
}

export async function definitionNames(
  { releases }: Pick<Store, 'releases'>,
  workspace: WorkspaceId,
): Promise<DefinitionNames> {
  const release = await releases.newest(workspace);
  const journeys = namesOf(release?.journeys ?? []);
  const messages = namesOf([
    ...confirmationMessages(release?.settings ?? defaultSettings),
    ...keywordReplies(release?.settings ?? defaultSettings),
    ...(release?.messages ?? []),
  ]);
  const { topics: known, language } = release?.settings ?? defaultSettings;
  const topics = namesOf(known.map((topic) => ({ id: topic.id, name: topicName(topic, language) })));
  const segments = namesOf(release?.segments ?? []);
  return {
    journey: (id) => journeys.get(id) ?? id,
    message: (id) => messages.get(id) ?? id,
    segment: (id) => segments.get(id) ?? id,
    topic: (id) => topics.get(id) ?? id,
    currency: release?.settings.currency ?? defaultSettings.currency,
  };
}

/** Of several versions the last one in the list gives the name. */
function namesOf(definitions: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  return new Map(definitions.map(({ id, name }) => [id, name]));
}
