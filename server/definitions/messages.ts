import { compileVariant } from '#channels/content/compile-variant.ts';
import { TemplateError } from '#channels/content/template.ts';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import {
  type CreateMessageRequest,
  createMessageRequest,
  type Message,
  type SaveMessageRequest,
} from '#contracts/api/message.ts';
import { channels } from '#contracts/channel.ts';
import { type MessageDefinition, type MessageVariants, messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { presentDefinition } from './present.ts';
import { problem, refuseProblems, schemaProblems } from './problems.ts';
import { type DefinitionRow, deleteRow, findRow, insertRow, markPublished, saveDraft } from './rows.ts';
import { refuseUsedBy } from './segments.ts';

export async function createMessage(parts: DefinitionParts, request: CreateMessageRequest): Promise<Message> {
  const { id, name, draft } = createMessageRequest.parse(request);
  const release = await newestRelease(parts);
  const initial = (own: string): MessageDefinition => ({ ...(draft ?? emptyMessage(release)), id: own, name });
  return present(await insertRow(parts, 'message', { id, name, draft: initial }), release);
}

function emptyMessage({ settings }: Release): MessageDefinition {
  const { topics } = settings;
  return {
    id: '',
    name: '',
    purpose: 'marketing',
    topic: topics[0]?.id ?? '',
    priority: 50,
    channelOrder: [...channels],
    validMinutes: 1_440,
    variants: { email: { subject: '', preheader: '', html: '', text: '' } },
  };
}

export async function getMessage(parts: DefinitionParts, id: string): Promise<Message> {
  return present(await findRow(parts, 'message', id), await newestRelease(parts));
}

export async function saveMessage(
  parts: DefinitionParts,
  id: string,
  { revision, draft }: SaveMessageRequest,
): Promise<Message> {
  const row = await saveDraft(parts, 'message', { id, revision, name: draft.name, draft: { ...draft, id } });
  return present(row, await newestRelease(parts));
}

/** What is handed over from the new release on has the new content, also for people who are inside a journey. */
export async function publishMessage(parts: DefinitionParts, id: string): Promise<Message> {
  const row = await findRow(parts, 'message', id);
  refuseProblems(messageProblems(JSON.parse(row.draft), await newestRelease(parts)));
  const definition = messageDefinition.parse(JSON.parse(row.draft));
  const release = await parts.store.releases.publish(parts.workspace, (newest) => ({
    ...newest,
    messages: [...newest.messages.filter((message) => message.id !== id), definition],
  }));
  return present(
    await markPublished(parts, 'message', { id, published: definition, version: row.version + 1 }),
    release,
  );
}

/** Throws `still_referenced` while a published journey, in any version that people may be inside, sends it. */
export async function deleteMessage(parts: DefinitionParts, id: string): Promise<void> {
  await findRow(parts, 'message', id);
  refuseReferenced(await newestRelease(parts), id);
  await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseReferenced(newest, id);
    return { ...newest, messages: newest.messages.filter((message) => message.id !== id) };
  });
  await deleteRow(parts, 'message', id);
}

function refuseReferenced(release: Release, message: string): void {
  const users = release.journeys.filter(({ nodes }) =>
    nodes.some((node) => node.kind === 'message' && node.message === message),
  );
  refuseUsedBy('message', users);
}

function messageProblems(draft: unknown, { settings }: Release): DefinitionProblem[] {
  const problems = schemaProblems(messageDefinition, draft);
  if (problems.length > 0) return problems;
  const { topic, variants, translations = {} } = messageDefinition.parse(draft);
  if (!settings.topics.some(({ id }) => id === topic)) {
    problems.push(
      problem('unknown_topic', `There is no topic "${topic}" in the settings.`, { path: 'topic', params: { topic } }),
    );
  }
  const written = channels.filter((channel) => variants[channel] !== undefined);
  if (written.length === 0) {
    problems.push(problem('no_variant', 'Write the message for at least one channel.', { path: 'variants' }));
  }
  problems.push(...templateProblems(variants, 'variants'));
  for (const [language, translated] of Object.entries(translations)) {
    const path = `translations.${language}`;
    for (const channel of channels.filter((one) => translated[one] !== undefined && variants[one] === undefined)) {
      const message = `There is a text for ${channel} in ${language}, but none in the message's own language.`;
      problems.push(problem('translation_without_variant', message, { path, params: { channel, language } }));
    }
    problems.push(...templateProblems(translated, path));
  }
  return problems;
}

function templateProblems(variants: MessageVariants, within: string): DefinitionProblem[] {
  return channels.flatMap((channel) => {
    try {
      compileVariant(variants, channel);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const { field, line, code, message } = error.problem;
      const params = { ...error.problem.params, channel, field, line: String(line ?? ''), reason: code, message };
      return [problem('template_error', error.message, { path: `${within}.${channel}.${field}`, params })];
    }
  });
}

function present(row: DefinitionRow, release: Release): Message {
  return presentDefinition<MessageDefinition>(row, messageProblems(JSON.parse(row.draft), release));
}
