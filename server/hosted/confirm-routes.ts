import type { FastifyInstance, FastifyReply } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import { signLink } from '#channels/links/token.ts';
import type { ConsentStanding } from '#contracts/consent/consent.ts';
import type { ConsentChange } from '#contracts/stimulus.ts';
import { topicName } from '#contracts/topic.ts';
import { readTopics } from '#core/profile/consent/consent-confirmation.ts';
import { newestWord, standingOf } from '#core/profile/consent/consent-standing.ts';
import { consentWords } from './consent-words.ts';
import type { HostedParts } from './hosted-parts.ts';
import { type Html, html } from './html.ts';
import { sendInvalid } from './invalid-page.ts';
import { lookOf } from './look.ts';
import { sendPage } from './page.ts';
import { readVisitor, saidBy, type Visitor } from './visitor.ts';
import { fill } from './words.ts';

/**
 * The page behind the link of a message that asks to confirm a consent. Scanners open every link of a mail, and would
 * confirm in her name: so the link only asks, and the button confirms.
 */
export function addConfirmRoutes(app: FastifyInstance, parts: HostedParts): void {
  app.get(`${linkPaths.confirm}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'confirm', parts);
    if (!visitor) return await sendInvalid(request, reply);
    return await answer(reply, visitor, page(visitor, stateOf(visitor, parts.clock()), parts));
  });

  app.post(`${linkPaths.confirm}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'confirm', parts);
    if (!visitor) return await sendInvalid(request, reply);
    const now = parts.clock();
    const stands = stateOf(visitor, now);
    if (stands !== 'pending') return await answer(reply, visitor, page(visitor, stands, parts));
    const { channel, detail, delivery } = visitor.claims;
    const changes = readTopics(detail).map(
      (topic): ConsentChange => ({ channel, ...(topic !== undefined && { topic }), status: 'granted' }),
    );
    const said = { changes, source: 'double_opt_in', id: `${delivery}:confirm` };
    const { confirmQuestion } = consentWords[visitor.language];
    await parts.appendStimuli([saidBy(visitor, said, { text: fill(confirmQuestion, values(visitor)) }, now)]);
    return await answer(reply, visitor, page(visitor, 'granted', parts));
  });
}

/** `pending` while any of it waits; `granted` once nothing does and some of it stands; else it is over. */
function stateOf({ state, settings, claims }: Visitor, now: number): ConsentStanding {
  // Her document is on its way into another one: the step itself decides whether there is something to confirm.
  if (!state) return 'pending';
  const standings = readTopics(claims.detail).map((topic) => {
    const word = newestWord(state, claims.channel, topic);
    return word && standingOf(word, state, settings, now);
  });
  if (standings.includes('pending')) return 'pending';
  return standings.includes('granted') ? 'granted' : 'lapsed';
}

function page(visitor: Visitor, stands: ConsentStanding, { links }: HostedParts): Html {
  const text = consentWords[visitor.language];
  const filled = (words: string) => fill(words, values(visitor));
  if (stands === 'pending') {
    return html`<h1>${text.confirmTitle}</h1>
<p>${filled(text.confirmQuestion)}</p>
<form method="post"><button>${text.confirmButton}</button></form>`;
  }
  if (stands !== 'granted') return html`<h1>${text.confirmExpired}</h1><p>${text.confirmExpiredDetail}</p>`;
  const claims = { ...visitor.claims, kind: 'preferences', detail: '' } as const;
  return html`<h1>${text.confirmed}</h1>
<p role="status">${filled(text.confirmedDetail)}</p>
<p><a href="${linkPaths.preferences + signLink(links.key, claims)}">${visitor.text.changeMind}</a></p>`;
}

function values({ claims, settings, language, text }: Visitor): { readonly [name: string]: string } {
  const topics = readTopics(claims.detail);
  const named = settings.topics.filter(({ id }) => topics.includes(id)).map((topic) => topicName(topic, language));
  const { brand } = lookOf(settings);
  return {
    brand,
    topics: named.length > 0 ? named.join(' · ') : brand,
    channel: text.channelsInSentence[claims.channel],
  };
}

async function answer(reply: FastifyReply, { language, settings }: Visitor, body: Html): Promise<FastifyReply> {
  const title = consentWords[language].confirmTitle;
  return await sendPage(reply, { language, look: lookOf(settings), title, body });
}
