import type { FastifyRequest } from 'fastify';
import { type LinkClaims, type LinkKind, readLink } from '#channels/links/token.ts';
import type { ConsentProof } from '#contracts/consent/consent.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '#core/state.ts';
import { loadPeople } from '#flow/deliver/people.ts';
import type { HostedParts } from './hosted-parts.ts';
import { acceptedLanguages } from './invalid-page.ts';
import { tokenOf } from './link-routes.ts';
import { chooseLanguage, type Language, type Words, words } from './words.ts';

/** Whoever holds a signed link, with what a page needs to speak to her. */
export interface Visitor {
  readonly claims: LinkClaims;
  readonly settings: WorkspaceSettings;
  /** Number of the release in force: the version of every text on the page. */
  readonly release: number;
  /** Undefined while her profile is being merged into another: her choice still counts, but is not shown. */
  readonly state: ProfileState | undefined;
  readonly language: Language;
  readonly text: Words;
  readonly ip: string;
  readonly userAgent: string | undefined;
}

/** Undefined where the link is not ours or of another kind, or the person was erased. */
export async function readVisitor(
  request: FastifyRequest,
  kind: LinkKind,
  { links, releases, store }: HostedParts,
): Promise<Visitor | undefined> {
  const claims = readLink(links.key, tokenOf(request));
  if (claims?.kind !== kind) return undefined;
  const { workspace, profile } = claims;
  const [release, people] = await Promise.all([releases(workspace), loadPeople(store, workspace, [profile])]);
  const person = people.get(profile);
  if (!release || !person || person.type === 'gone') return undefined;
  const { settings, number } = release.source;
  const state = person.type === 'known' ? person.state : undefined;
  const { lang } = request.query as { readonly lang?: unknown };
  const chosen = typeof lang === 'string' ? lang : undefined;
  const language = chooseLanguage([chosen, state?.locale, ...acceptedLanguages(request)], settings.language);
  const userAgent = request.headers['user-agent']?.slice(0, 500);
  return { claims, settings, release: number, state, language, text: words[language], ip: request.ip, userAgent };
}

/** What a visitor says on a page, with what proves it: the words that she saw, when and from where. */
export function saidBy(
  { claims, release, language, ip, userAgent }: Visitor,
  said: Pick<ConsentStimulus, 'changes' | 'source' | 'id'> &
    Partial<Pick<ConsentStimulus, 'pausedUntil' | 'daysBetween' | 'doNotContact'>>,
  shown: Pick<ConsentProof, 'text' | 'note'>,
  now: Instant,
): ConsentStimulus {
  const { workspace, profile } = claims;
  return {
    ...said,
    type: 'consent',
    workspace,
    profile,
    at: now,
    receivedAt: now,
    proof: {
      ...shown,
      textVersion: `release ${release}`,
      language,
      ip,
      ...(userAgent !== undefined && { userAgent }),
    },
  };
}
