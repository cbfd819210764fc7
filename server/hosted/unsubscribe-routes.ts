import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import { signLink } from '#channels/links/token.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { topicName } from '#contracts/topic.ts';
import { engagementReceipt } from './engagement.ts';
import type { HostedParts } from './hosted-parts.ts';
import { type Html, html } from './html.ts';
import { sendInvalid } from './invalid-page.ts';
import { lookOf } from './look.ts';
import { sendPage } from './page.ts';
import { readVisitor, saidBy, type Visitor } from './visitor.ts';
import { fill } from './words.ts';

/**
 * The page behind the unsubscribe link, and the one-click of RFC 8058, which mail providers send as a POST to the same
 * address. A GET changes nothing: scanners open every link of a mail.
 */
export function addUnsubscribeRoutes(app: FastifyInstance, parts: HostedParts): void {
  app.get(`${linkPaths.unsubscribe}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'unsubscribe', parts);
    return visitor ? await answer(reply, visitor, askPage(visitor)) : await sendInvalid(request, reply);
  });

  app.post(`${linkPaths.unsubscribe}*`, async (request: FastifyRequest, reply) => {
    const visitor = await readVisitor(request, 'unsubscribe', parts);
    if (!visitor) return await sendInvalid(request, reply);
    await parts.appendStimuli(unsubscribeStimuli(visitor, parts.clock()));
    return await answer(reply, visitor, donePage(visitor, parts));
  });
}

/** Her word with its proof, and then the receipt by which the message is known to have lost her. */
function unsubscribeStimuli(visitor: Visitor, now: number): readonly ProfileStimulus[] {
  const { claims, text } = visitor;
  const { channel, detail } = claims;
  const receipt = engagementReceipt(claims, 'unsubscribed', now);
  const topic = detail === '' ? {} : { topic: detail };
  const changes = [{ channel, ...topic, status: 'denied' }] as const;
  const said = { changes, source: 'one_click', id: `${receipt.id}:consent` };
  return [saidBy(visitor, said, { text: fill(text.unsubscribeQuestion, values(visitor)) }, now), receipt];
}

function askPage(visitor: Visitor): Html {
  const { text } = visitor;
  const question = fill(text.unsubscribeQuestion, values(visitor));
  return html`<h1>${text.unsubscribeTitle}</h1>
<p>${question}</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${text.unsubscribeButton}</button></form>`;
}

function donePage(visitor: Visitor, { links }: HostedParts): Html {
  const { text, claims } = visitor;
  const preferences = linkPaths.preferences + signLink(links.key, { ...claims, kind: 'preferences', detail: '' });
  return html`<h1>${text.unsubscribed}</h1>
<p>${fill(text.unsubscribedDetail, values(visitor))}</p>
<p><a href="${preferences}">${text.changeMind}</a></p>`;
}

function values({ claims, settings, text, language }: Visitor): { readonly [name: string]: string } {
  const topic = settings.topics.find(({ id }) => id === claims.detail);
  return {
    workspace: lookOf(settings).brand,
    topic: topic ? topicName(topic, language) : claims.detail,
    channel: text.channelsInSentence[claims.channel],
  };
}

async function answer(reply: FastifyReply, { language, settings, text }: Visitor, body: Html): Promise<FastifyReply> {
  return await sendPage(reply, { language, look: lookOf(settings), title: text.unsubscribeTitle, body });
}
