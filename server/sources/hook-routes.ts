import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '#contracts/errors.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { createHookLimits } from './hook-limits.ts';
import { receivePayload } from './receive-payload.ts';
import { findSource, keepPayload } from './source-rows.ts';
import { isGenuine } from './verify.ts';

const bytesAtMost = 1_048_576;

interface HookRequest {
  readonly Params: { readonly source: string; readonly secret?: string };
  readonly Body: Buffer | undefined;
}

/** Only these are kept with a payload: others may carry what proves the sender. */
const headersKept =
  /^(content-type|user-agent|x-(shopify|wc-webhook|shopline)-(topic|resource|event|webhook-id|id|delivery-id))$/;

/** What 有赞 takes for a delivery; anything else it sends again. */
const youzanAnswer = { code: 0, msg: 'success' };

/** 有赞 asks from time to time whether anybody is there, by messages that carry `test: true` and nothing of a trade. */
function isTestOfYouzan(body: Buffer): boolean {
  return body.length < 2_000 && /"test"\s*:\s*true/.test(body.toString('latin1'));
}

/** Where others send to. What is no proven sender of this source learns nothing about it. */
export function registerHooks(app: FastifyInstance, parts: ServerParts): void {
  const limits = createHookLimits();
  const sources = { ...parts, settings: async () => (await newestRelease(parts)).settings };
  const hooks: FastifyPluginCallback = (scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesAtMost }, (_request, body, parsed) =>
      parsed(null, body),
    );
    const receive = async (request: FastifyRequest<HookRequest>, reply: FastifyReply) => {
      const { source: id, secret } = request.params;
      limits.requirePatience(request.ip);
      const row = await findSource(sources, id).catch((error: unknown) => {
        limits.refused(request.ip);
        throw error;
      });
      const body = request.body ?? Buffer.alloc(0);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      );
      const { settings } = row;
      if (settings.kind !== 'webhook' || row.secret === null) throw new RequestError('not_found');
      // WooCommerce asks whether anybody is there before it sends, unsigned and not as JSON.
      if (settings.check === 'woocommerce' && /^webhook_id=\d+$/.test(body.toString('latin1', 0, 40))) {
        return reply.code(200).send({ success: true });
      }
      if (settings.check === 'youzan' && isTestOfYouzan(body)) return reply.code(200).send(youzanAnswer);
      if (!isGenuine(settings.check, row.secret, { body, headers, secret }, settings.clientId)) {
        limits.refused(request.ip);
        throw new RequestError('unauthorized', {
          message: 'This call does not prove who sent it: check the secret of the source and how its sender signs.',
        });
      }
      limits.takeOfSource(row.id);
      if (!row.active) throw new RequestError('wrong_status', { message: 'This source is switched off.' });
      const payload = { body: body.toString('utf8'), headers };
      const outcome = await receivePayload(sources, row, payload);
      const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => headersKept.test(name)));
      await keepPayload(sources, row.id, { ...outcome, headers: kept, body: payload.body });
      // A payload that becomes nothing is not the sender's fault: coming again would not help, and some give up for good.
      const answer = settings.preset === 'youzan' ? youzanAnswer : {};
      return reply.code(200).send({ success: true, outcome: outcome.outcome, ...answer });
    };
    scope.post<HookRequest>('/v1/hooks/:source', receive);
    scope.post<HookRequest>('/v1/hooks/:source/:secret', receive);
    done();
  };
  app.register(hooks);
}
