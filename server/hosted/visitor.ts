import type { FastifyRequest } from 'fastify';
import { type LinkClaims, type LinkKind, readLink } from '#channels/links/token.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
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
  /** Undefined while her profile is being merged into another: her choice still counts, but is not shown. */
  readonly state: ProfileState | undefined;
  readonly language: Language;
  readonly text: Words;
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
  const { settings } = release.source;
  const state = person.type === 'known' ? person.state : undefined;
  const language = chooseLanguage([state?.locale, ...acceptedLanguages(request)], settings.language);
  return { claims, settings, state, language, text: words[language] };
}
