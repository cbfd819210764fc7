import { z } from 'zod';
import type { MessageFigures } from '#analytics/queries.ts';
import { identifierParameter, listQuery } from '#contracts/api/list.ts';
import {
  createMessageRequest,
  message,
  messageList,
  messagePreview,
  previewMessageRequest,
  saveMessageRequest,
} from '#contracts/api/message.ts';
import { channels } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { type Language, languages } from '#contracts/topic.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { createMessage, deleteMessage, getMessage, publishMessage, saveMessage } from './messages.ts';
import { hasUnpublishedChanges } from './present.ts';
import { type DefinitionRow, listRows } from './rows.ts';
import { getSettings } from './settings.ts';

const noFigures: MessageFigures = { sent: 0, heldBack: 0, opened: 0, clicked: 0 };

export function registerMessages(app: Routes, parts: ServerParts): void {
  const { analytics, workspace, store } = parts;
  const tags = ['messages'];
  const params = identifierParameter;

  app.get(
    '/messages',
    {
      schema: {
        tags,
        summary: 'List messages, the last changed first',
        querystring: listQuery,
        response: { 200: messageList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      const [rows, figures, { language }] = await Promise.all([
        listRows(parts, 'message', limit + 1, offset),
        analytics.messageFigures(workspace),
        getSettings(parts),
      ]);
      return pageOf(
        rows.map((row) => ({ ...presentRow(row, language), ...noFigures, ...figures.get(row.id) })),
        limit,
        offset,
      );
    },
  );

  app.post(
    '/messages',
    {
      schema: { tags, summary: 'Create a message as a draft', body: createMessageRequest, response: { 201: message } },
    },
    async ({ body }, reply) => reply.code(201).send(await createMessage(parts, body)),
  );

  app.post(
    '/messages/preview',
    {
      schema: {
        tags,
        summary: 'Render a message for a person',
        body: previewMessageRequest,
        response: { 200: messagePreview },
      },
    },
    async ({ body }) => {
      const [definition, profile, settings] = await Promise.all([
        typeof body.message === 'string' ? getMessage(parts, body.message).then(({ draft }) => draft) : body.message,
        body.profile === undefined ? undefined : requireProfileState(store, workspace, body.profile),
        getSettings(parts),
      ]);
      const { language, trigger } = body;
      return parts.renderPreview({ workspace, message: definition, profile, language, trigger, settings });
    },
  );

  app.get(
    '/messages/:id',
    { schema: { tags, summary: 'One message with draft and published version', params, response: { 200: message } } },
    ({ params: { id } }) => getMessage(parts, id),
  );

  app.put(
    '/messages/:id',
    { schema: { tags, summary: 'Save the draft', params, body: saveMessageRequest, response: { 200: message } } },
    ({ params: { id }, body }) => saveMessage(parts, id, body),
  );

  app.post(
    '/messages/:id/publish',
    { schema: { tags, summary: 'Put the draft into force', params, response: { 200: message } } },
    ({ params: { id } }) => publishMessage(parts, id),
  );

  app.delete(
    '/messages/:id',
    { schema: { tags, summary: 'Delete a message that no journey sends', params, response: { 204: z.undefined() } } },
    async ({ params: { id } }, reply) => {
      await deleteMessage(parts, id);
      return reply.code(204).send();
    },
  );
}

function presentRow(row: DefinitionRow, workspaceLanguage: Language) {
  const draft = JSON.parse(row.draft) as MessageDefinition;
  const { purpose, topic, priority, variants, translations = {} } = draft;
  const main = draft.language ?? workspaceLanguage;
  return {
    id: row.id,
    name: row.name,
    purpose,
    topic,
    priority,
    channels: channels.filter((channel) => variants[channel] !== undefined),
    languages: [main, ...languages.filter((language) => language !== main && translations[language] !== undefined)],
    status: row.status,
    hasUnpublishedChanges: hasUnpublishedChanges(row),
    updatedAt: row.updatedAt.toISOString(),
  };
}
