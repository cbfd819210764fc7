import type { FastifyInstance, FastifyReply } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import type { ConsentProof } from '#contracts/consent/consent.ts';
import type { ConsentChange, ConsentStimulus } from '#contracts/stimulus.ts';
import { topicName } from '#contracts/topic.ts';
import { days } from '#core/duration.ts';
import { shortHash } from '#core/stable-id.ts';
import { changesBetween, currentChoices, readChoices, stopEverything } from './choices.ts';
import { consentWords, stopReasons } from './consent-words.ts';
import type { HostedParts } from './hosted-parts.ts';
import { sendInvalid } from './invalid-page.ts';
import { lookOf } from './look.ts';
import { sendPage } from './page.ts';
import {
  dateText,
  frequencies,
  type PreferenceView,
  pauseDays,
  preferenceBody,
  preferenceTitle,
} from './preference-page.ts';
import { readVisitor, saidBy, type Visitor } from './visitor.ts';
import { fill } from './words.ts';

/** The preference centre. A GET changes nothing, whoever follows the link; every button is a POST. */
export function addPreferenceRoutes(app: FastifyInstance, parts: HostedParts): void {
  app.get(`${linkPaths.preferences}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'preferences', parts);
    if (!visitor) return await sendInvalid(request, reply);
    return await answer(reply, viewOf(visitor, parts.clock()));
  });

  app.post<{ Body: URLSearchParams | undefined }>(`${linkPaths.preferences}*`, async (request, reply) => {
    const visitor = await readVisitor(request, 'preferences', parts);
    if (!visitor) return await sendInvalid(request, reply);
    const form = request.body ?? new URLSearchParams();
    const { said, view, shown } = read(form, visitor, parts.clock());
    if (said) await parts.appendStimuli([stimulusOf(visitor, said, shown, parts.clock())]);
    // The page shows what was said, because the lane takes some milliseconds to carry it into the document.
    return await answer(reply, view);
  });
}

type Said = Pick<ConsentStimulus, 'changes'> &
  Partial<Pick<ConsentStimulus, 'pausedUntil' | 'daysBetween' | 'doNotContact'>>;

interface Outcome {
  /** Undefined where nothing differs from before. */
  readonly said: Said | undefined;
  readonly view: PreferenceView;
  readonly shown: Pick<ConsentProof, 'text' | 'note'>;
}

/** What a button says, and the page as it is after it. */
function read(form: URLSearchParams, visitor: Visitor, now: number): Outcome {
  const view = viewOf(visitor, now);
  const { settings, language, text } = visitor;
  const own = consentWords[language];
  const { brand } = lookOf(settings);
  const note = reasonOf(form, own.reasons);
  const shown = (about: string) => ({ text: about, ...(note !== undefined && { note }) });
  if (view.doNotContact !== undefined) {
    if (form.get('choice') !== 'allow' || view.doNotContact.source !== 'preference_page') {
      return { said: undefined, view, shown: {} };
    }
    const said = { changes: [], doNotContact: null };
    return { said, view: { ...view, doNotContact: undefined, notice: own.allowedAgain }, shown: shown(own.allowAgain) };
  }
  switch (form.get('choice')) {
    case 'none': {
      const choices = view.choices.map((choice) => ({ ...choice, granted: false, pending: false }));
      const notice = fill(text.allStopped, { workspace: brand });
      return {
        said: { changes: stopEverything(view.choices) },
        view: { ...view, choices, notice },
        shown: shown(text.stopAll),
      };
    }
    case 'do_not_contact': {
      const said: Said = { changes: [], doNotContact: { scope: 'marketing' } };
      return { said, view: { ...view, doNotContact: { source: 'preference_page' } }, shown: shown(own.neverContact) };
    }
    case 'pause': {
      const chosen = pauseDays.find((one) => String(one) === form.get('days')) ?? pauseDays[0];
      const pausedUntil = now + days(chosen);
      const notice = fill(own.pausedUntil, { date: dateText(pausedUntil, language, settings.timeZone) });
      return {
        said: { changes: [], pausedUntil },
        view: { ...view, pausedUntil, notice },
        shown: shown(own.pauseTitle),
      };
    }
    case 'resume': {
      const said: Said = { changes: [], pausedUntil: null };
      return { said, view: { ...view, pausedUntil: undefined, notice: own.pauseEnded }, shown: shown(own.endPause) };
    }
    default:
      return save(form, visitor, view);
  }
}

function save(form: URLSearchParams, visitor: Visitor, view: PreferenceView): Outcome {
  const { settings, language, text, claims } = visitor;
  const wanted = readChoices(form, settings).map((choice) => ({ ...choice, pending: isPending(view, choice) }));
  // She came by a link in a message that reached her there, so the address is hers.
  const confirm = (change: ConsentChange): ConsentChange =>
    change.status === 'granted' && change.channel === claims.channel ? { ...change, confirmed: true } : change;
  const changes = changesBetween(view.choices, wanted).map(confirm);
  const frequency = form.get('frequency');
  const daysBetween =
    frequency === null
      ? undefined
      : frequency in frequencies
        ? frequencies[frequency as keyof typeof frequencies]
        : null;
  const isNewFrequency = daysBetween !== undefined && daysBetween !== (view.daysBetween ?? null);
  const said = changes.length > 0 || isNewFrequency ? { changes, ...(isNewFrequency && { daysBetween }) } : undefined;
  const named = settings.topics.filter(({ id }) => changes.some(({ topic }) => topic === id));
  const about = [preferenceTitle(view), ...named.map((topic) => topicName(topic, language))].join(' · ');
  return {
    said,
    view: {
      ...view,
      choices: wanted.length > 0 ? wanted : view.choices,
      daysBetween: daysBetween === undefined ? view.daysBetween : (daysBetween ?? undefined),
      notice: text.saved,
    },
    shown: { text: about },
  };
}

function isPending(
  { choices }: PreferenceView,
  { topic, channel, granted }: { topic: string; channel: string; granted: boolean },
) {
  return granted && choices.some((one) => one.topic === topic && one.channel === channel && one.pending);
}

/** The reason as words that stay the same in every language, then what she wrote. */
function reasonOf(form: URLSearchParams, reasons: { readonly [reason: string]: string }): string | undefined {
  const reason = stopReasons.find((one) => one === form.get('reason'));
  const note = (form.get('note') ?? '').replace(/\s+/g, ' ').trim().slice(0, 400);
  const parts = [...(reason === undefined ? [] : [reasons[reason] ?? reason]), ...(note === '' ? [] : [note])];
  return parts.length === 0 ? undefined : parts.join(': ');
}

function stimulusOf(visitor: Visitor, said: Said, shown: Outcome['shown'], now: number): ConsentStimulus {
  const id = `${visitor.claims.delivery}:preferences:${now}:${shortHash(8, JSON.stringify(said))}`;
  return saidBy(visitor, { ...said, id, source: 'preference_page' }, shown, now);
}

function viewOf({ settings, state, language }: Visitor, now: number): PreferenceView {
  const order = state?.doNotContact;
  return {
    settings,
    language,
    choices: currentChoices(settings, state, now),
    daysBetween: state?.daysBetween,
    pausedUntil: state?.pausedUntil !== undefined && state.pausedUntil > now ? state.pausedUntil : undefined,
    doNotContact: order !== undefined && (order.until ?? now + 1) > now ? order : undefined,
  };
}

async function answer(reply: FastifyReply, view: PreferenceView): Promise<FastifyReply> {
  const { settings, language } = view;
  return await sendPage(reply, {
    language,
    look: lookOf(settings),
    title: preferenceTitle(view),
    body: preferenceBody(view),
  });
}
