import { type InboxItem, type InboxMessage, inboxList, inboxMessage } from '#contracts/api/inbox.ts';
import { chooseAnswer } from './answers.ts';
import { patientFetch } from './patient-fetch.ts';

export interface MailReaderOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly random: () => number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Somebody followed a link of a message that was sent to this address. */
  readonly onVisit: (address: string) => void;
}

type Intention = { readonly at: number; readonly item: InboxItem } & (
  | { readonly what: 'open' | 'click' | 'unsubscribe' }
  | { readonly what: 'answer'; readonly text: string }
);

const seconds = 1_000;
/** Shares of those who do it, after the ones of the step before; of the size that retailers report. */
const habit = { opens: 0.55, clicks: 0.35, unsubscribes: 0.02 } as const;
const seenAtMost = 2_000;

/**
 * Reads the sandbox inbox as its receivers would: some open, some of those click or answer, a few unsubscribe. `work` does
 * what is due by now, through the very pixel and links that the messages carry.
 */
export function createMailReader(options: MailReaderOptions): { work(): Promise<void> } {
  const { url, apiKey, random, now, signal } = options;
  const startedAt = now();
  const seen = new Set<string>();
  let intentions: Intention[] = [];
  let lookAgainAt = 0;

  const read = async (path: string) => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const { status, text } = await patientFetch(new URL(`/api/v1${path}`, url), { headers }, signal);
    return status === 200 ? (JSON.parse(text) as unknown) : undefined;
  };

  const lookForMail = async () => {
    const list = inboxList.safeParse(await read('/inbox?limit=100'));
    for (const item of list.success ? list.data.items : []) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      if (Date.parse(item.at) >= startedAt) intentions.push(...decide(item, now(), random));
    }
    for (const id of seen) {
      if (seen.size <= seenAtMost) break;
      seen.delete(id);
    }
  };

  const answer = async ({ id }: InboxItem, text: string) => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const address = new URL(`/api/v1/inbox/${id}/replies`, url);
    await patientFetch(address, { method: 'POST', headers, body: JSON.stringify({ text }) }, signal);
  };

  const carryOut = async (intention: Intention) => {
    const { item, what } = intention;
    if (what === 'answer') return await answer(item, intention.text);
    const message = inboxMessage.safeParse(await read(`/inbox/${item.id}`));
    if (!message.success) return;
    const request = requestFor(what, message.data);
    if (request === undefined) return;
    // The path alone: behind a proxy the address in the message may not be reachable from here.
    const { pathname, search } = new URL(request.address, url);
    await patientFetch(new URL(pathname + search, url), request.init, signal);
    if (what === 'click') options.onVisit(item.to);
  };

  return {
    async work() {
      if (now() >= lookAgainAt) {
        lookAgainAt = now() + 3 * seconds;
        await lookForMail();
      }
      const due = intentions.filter(({ at }) => at <= now());
      intentions = intentions.filter((intention) => !due.includes(intention));
      for (const intention of due) await carryOut(intention);
    },
  };
}

function decide(item: InboxItem, now: number, random: () => number): Intention[] {
  const email = item.channel === 'email';
  const openAt = now + (3 + random() * 40) * seconds;
  if (random() > habit.opens) return [];
  const opened: Intention[] = email ? [{ at: openAt, item, what: 'open' }] : [];
  const text = chooseAnswer(item.channel, random);
  if (text !== undefined)
    return [...opened, { at: openAt + (5 + random() * 30) * seconds, item, what: 'answer', text }];
  if (email && random() < habit.unsubscribes)
    return [...opened, { at: openAt + 5 * seconds, item, what: 'unsubscribe' }];
  if (random() > habit.clicks) return opened;
  return [...opened, { at: openAt + (2 + random() * 15) * seconds, item, what: 'click' }];
}

type InboxRequest = { readonly address: string; readonly init: Parameters<typeof patientFetch>[1] };

/** The request that a mail program or a browser would send; undefined where the message carries no such link. */
export function requestFor(what: 'open' | 'click' | 'unsubscribe', message: InboxMessage): InboxRequest | undefined {
  switch (what) {
    case 'open': {
      const address = /<img[^>]+src="([^"]*\/o\/[^"]+)"/.exec(message.html)?.[1];
      return address === undefined ? undefined : { address: address.replaceAll('&amp;', '&'), init: {} };
    }
    case 'click': {
      const address = message.links.find((link) => /\/[ls]\//.test(link));
      return address === undefined ? undefined : { address, init: {} };
    }
    case 'unsubscribe': {
      const header = message.headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe');
      const address = /<(https?:[^>]+)>/.exec(header?.value ?? '')?.[1];
      if (address === undefined) return undefined;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return { address, init: { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' } };
    }
  }
}
