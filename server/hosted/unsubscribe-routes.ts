import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import { signLink } from '#channels/links/token.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { engagementReceipt } from './engagement.ts';
import type { HostedParts } from './hosted-parts.ts';
import { type Html, html } from './html.ts';
import { sendInvalid } from './invalid-page.ts';
import { sendPage } from './page.ts';
import { readVisitor, type Visitor } from './visitor.ts';
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

/** Her word, and the receipt by which the message is known to have lost her. */
function unsubscribeStimuli({ claims }: Visitor, now: number): readonly ProfileStimulus[] {
  const receipt = engagementReceipt(claims, 'unsubscribed', now);
  const { workspace, profile, channel, detail } = claims;
  const topic = detail === '' ? {} : { topic: detail };
  return [
    receipt,
    {
      type: 'consent',
      workspace,
      profile,
      id: `${receipt.id}:consent`,
      at: now,
      receivedAt: now,
      changes: [{ channel, ...topic, status: 'denied' }],
      source: 'one_click',
    },
  ];
}

function askPage({ text, ...visitor }: Visitor): Html {
  const question = fill(text.unsubscribeQuestion, values({ text, ...visitor }));
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

function values({ claims, settings, text }: Visitor): { readonly [name: string]: string } {
  const topic = settings.topics.find(({ id }) => id === claims.detail)?.name ?? claims.detail;
  return { workspace: settings.name, topic, channel: text.channelsInSentence[claims.channel] };
}

async function answer(reply: FastifyReply, { language, settings, text }: Visitor, body: Html): Promise<FastifyReply> {
  return await sendPage(reply, { language, brand: settings.name, title: text.unsubscribeTitle, body });
}
