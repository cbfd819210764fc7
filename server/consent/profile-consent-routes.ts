import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  consentHistory,
  consentHistoryQuery,
  consentTaken,
  doNotContactRequest,
  type GiveConsentRequest,
  giveConsentRequest,
  setConsentRequest,
} from '#contracts/api/consent.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import { newestRelease } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { readEvent } from '../tracking/read-event.ts';
import { countryOf } from '../workspace-country.ts';

const parameters = z.object({ id: z.string().min(1).max(200) });
const tags = ['consent'];

/** What people agreed to, and orders about contacting them. */
export function registerProfileConsents(app: Routes, parts: ServerParts): void {
  const { store, workspace, analytics, appendStimuli, sink } = parts;

  app.post(
    '/consents',
    {
      schema: {
        tags,
        summary: 'Record words of consent of somebody, known or not, with their proof',
        body: giveConsentRequest,
        response: { 202: consentTaken },
      },
    },
    async ({ body, caller }, reply) => {
      const { settings } = await newestRelease(parts);
      const read = readEvent(identifyCall(body, caller?.name ?? ''), 'identify', {
        workspace,
        country: countryOf(settings),
        receivedAt: Date.now(),
        sentAt: undefined,
        context: undefined,
        imported: false,
        trusted: true,
      });
      if ('rejected' in read) {
        const { field, message } = read.rejected;
        throw fieldError(field, 'wrong_form', `${field} ${message}`);
      }
      await sink.accept([read.event]);
      return reply.code(202).send({ accepted: true });
    },
  );

  app.get(
    '/profiles/:id/consents',
    {
      schema: {
        tags,
        summary: 'Every word of consent of a person with its proof, newest first',
        params: parameters,
        querystring: consentHistoryQuery,
        response: { 200: consentHistory },
      },
    },
    async ({ params, query, caller }) => {
      const { profile } = await requireProfileState(store, workspace, params.id);
      const { items, nextCursor } = await analytics.consentHistory(workspace, profile, query);
      const mayTrace = caller?.role === 'admin';
      return { items: items.map((item) => (mayTrace ? item : withoutTrace(item))), nextCursor };
    },
  );

  /** Resolves when it is in the log. */
  async function say(
    request: FastifyRequest,
    id: string,
    said: Pick<ConsentStimulus, 'changes' | 'source'> & Partial<ConsentStimulus>,
  ): Promise<void> {
    const { profile } = await requireProfileState(store, workspace, id);
    const now = Date.now();
    const proof = { ...said.proof, actor: request.caller?.name ?? '' };
    const at = Math.min(said.at ?? now, now);
    await appendStimuli([
      { ...said, type: 'consent', workspace, profile, id: `api:${randomUUID()}`, at, receivedAt: now, proof },
    ]);
  }

  app.post(
    '/profiles/:id/consents',
    {
      schema: {
        tags,
        summary: 'Record words of consent of a known person, with their proof',
        params: parameters,
        body: setConsentRequest,
        response: { 202: consentTaken },
      },
    },
    async (request, reply) => {
      const { changes, source, proof, at, pausedUntil, daysBetween } = request.body;
      await say(request, request.params.id, {
        source,
        proof,
        changes: changes.map(({ channel, topic, status, confirmed, expiresAt }) => ({
          channel,
          status,
          ...(topic !== undefined && { topic }),
          ...(confirmed && { confirmed }),
          ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
        })),
        ...(at !== undefined && { at: Date.parse(at) }),
        ...(pausedUntil !== undefined && { pausedUntil: pausedUntil === null ? null : Date.parse(pausedUntil) }),
        ...(daysBetween !== undefined && { daysBetween }),
      });
      return reply.code(202).send({ accepted: true });
    },
  );

  app.put(
    '/profiles/:id/do-not-contact',
    {
      schema: {
        tags,
        summary: 'Order that nobody writes to a person',
        params: parameters,
        body: doNotContactRequest,
        response: { 202: consentTaken },
      },
    },
    async (request, reply) => {
      const { scope, reason, until } = request.body;
      const doNotContact = { scope, ...(until !== undefined && { until: Date.parse(until) }) };
      await say(request, request.params.id, { changes: [], source: 'agent', proof: { note: reason }, doNotContact });
      return reply.code(202).send({ accepted: true });
    },
  );

  app.delete(
    '/profiles/:id/do-not-contact',
    { schema: { tags, summary: 'Lift the order', params: parameters, response: { 202: consentTaken } } },
    async (request, reply) => {
      await say(request, request.params.id, { changes: [], source: 'agent', doNotContact: null });
      return reply.code(202).send({ accepted: true });
    },
  );
}

/** As an identify call of Segment's specification, so that the person is found, or made, as for any event. */
function identifyCall({ person, locale, changes, source, proof, at }: GiveConsentRequest, actor: string): object {
  const { userId, email, phone } = person;
  return {
    userId,
    messageId: `consent:${randomUUID()}`,
    ...(at !== undefined && { timestamp: at }),
    ...(locale !== undefined && { context: { locale } }),
    traits: {
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      consents: changes.map((change) => ({ ...proof, ...change, source, actor })),
    },
  };
}

function withoutTrace<Item extends { readonly proof: { ip?: string | undefined; userAgent?: string | undefined } }>(
  item: Item,
): Item {
  const { ip: _, userAgent: __, ...proof } = item.proof;
  return { ...item, proof };
}
