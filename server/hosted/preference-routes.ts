import type { FastifyInstance, FastifyReply } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import { shortHash } from '#core/stable-id.ts';
import { type Choice, type ConsentChange, changesBetween, choiceName, currentChoices, readChoices } from './choices.ts';
import type { HostedParts } from './hosted-parts.ts';
import { type Html, html } from './html.ts';
import { sendInvalid } from './invalid-page.ts';
import { sendPage } from './page.ts';
import { readVisitor, type Visitor } from './visitor.ts';
import { fill } from './words.ts';

/** The preference page: a switch for every topic in every channel that reaches the person. */
export function addPreferenceRoutes(app: FastifyInstance, parts: HostedParts): void {
  app.get(`${linkPaths.preferences}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'preferences', parts);
    if (!visitor) return await sendInvalid(request, reply);
    return await answer(reply, visitor, currentChoices(visitor.settings, visitor.state), undefined);
  });

  app.post<{ Body: URLSearchParams | undefined }>(`${linkPaths.preferences}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'preferences', parts);
    if (!visitor) return await sendInvalid(request, reply);
    const { settings, state, text } = visitor;
    const form = request.body ?? new URLSearchParams();
    const current = currentChoices(settings, state);
    const all = form.get('choice') === 'none';
    const wanted = all ? current.map((choice) => ({ ...choice, granted: false })) : readChoices(form, settings);
    const changes = all ? stopEverything(current) : changesBetween(current, wanted);
    if (changes.length > 0) await parts.appendStimuli([consentStimulus(visitor, changes, parts.clock())]);
    // The page shows what was said, because the lane takes some milliseconds to carry it into the document.
    const notice = all ? fill(text.allStopped, { workspace: settings.name }) : text.saved;
    return await answer(reply, visitor, wanted, notice);
  });
}

/** A no to whole channels also holds for topics that do not exist yet. */
function stopEverything(current: readonly Choice[]): readonly ConsentChange[] {
  const channels = [...new Set(current.map(({ channel }) => channel))];
  const topics = current.filter(({ granted }) => granted);
  return [
    ...channels.map((channel) => ({ channel, status: 'denied' }) as const),
    ...topics.map(({ channel, topic }) => ({ channel, topic, status: 'denied' }) as const),
  ];
}

function consentStimulus({ claims }: Visitor, changes: readonly ConsentChange[], now: number): ConsentStimulus {
  const { workspace, profile, delivery } = claims;
  return {
    type: 'consent',
    workspace,
    profile,
    id: `${delivery}:preferences:${now}:${shortHash(8, JSON.stringify(changes))}`,
    at: now,
    receivedAt: now,
    changes,
    source: 'preference_page',
  };
}

async function answer(
  reply: FastifyReply,
  visitor: Visitor,
  choices: readonly Choice[],
  notice: string | undefined,
): Promise<FastifyReply> {
  const { settings, text, language } = visitor;
  const topics = settings.topics.filter(({ id }) => choices.some(({ topic }) => topic === id));
  const body = html`${notice !== undefined && html`<div class="notice" role="status">${notice}</div>`}
<h1>${text.preferencesTitle}</h1>
<p>${fill(text.preferencesIntroduction, { workspace: settings.name })}</p>
<form method="post">
${topics.map(({ id, name }) =>
  topicSwitches(
    name,
    choices.filter(({ topic }) => topic === id),
    visitor,
  ),
)}
<div class="actions"><button>${text.save}</button>
<button class="quiet" name="choice" value="none">${text.stopAll}</button>
<p class="hint">${text.stopAllHint}</p></div>
</form>`;
  return await sendPage(reply, { language, brand: settings.name, title: text.preferencesTitle, body });
}

function topicSwitches(name: string, choices: readonly Choice[], { text }: Visitor): Html {
  const switches = choices.map((choice) => {
    const value = choiceName(choice);
    const checked = choice.granted && html` checked`;
    return html`<input type="hidden" name="shown" value="${value}"><label>${text.channels[choice.channel]}<input type="checkbox" role="switch" name="on" value="${value}"${checked}></label>`;
  });
  return html`<fieldset><legend>${name}</legend>${switches}</fieldset>`;
}
