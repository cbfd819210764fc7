import type { CompanyFact, Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type {
  CompanyMemberStimulus,
  CompanyStimulus,
  CompanyToldStimulus,
  ProfileStimulus,
} from '#contracts/stimulus.ts';
import type { Effect } from '../effect.ts';
import { memberPage } from './company-id.ts';
import { type CompanyState, membersPerPage } from './company-state.ts';
import { tellTraits } from './tell-traits.ts';

/** Members and pages that one step tells. What is left, the next one tells: it is due at once, also after a crash. */
const toldAtOnce = 200;

export type CompanySubjectStimulus = CompanyToldStimulus | CompanyMemberStimulus;

export function isCompanyStimulus(stimulus: {
  readonly type: ProfileStimulus['type'] | 'timer';
}): stimulus is CompanySubjectStimulus {
  return stimulus.type === 'company_told' || stimulus.type === 'company_member';
}

export interface CompanyResult {
  readonly state: CompanyState;
  readonly effects: readonly Effect[];
  readonly facts: readonly Fact[];
}

interface Desk {
  state: CompanyState;
  readonly workspace: WorkspaceId;
  readonly effects: Effect[];
  readonly facts: Fact[];
  readonly now: Instant;
}

/**
 * Moves a company's story by one stimulus; without one, by time. Pure, as `step` is. Whoever joins is answered with the
 * whole picture by the page that keeps her, so that no order of arrival leaves a member with an older one; a changed
 * picture goes to every page, and from each page to its members, both a few at a time.
 */
export function stepCompany(
  state: CompanyState | undefined,
  stimulus: CompanySubjectStimulus | undefined,
  { workspace, now }: { readonly workspace: WorkspaceId; readonly now: Instant },
): CompanyResult {
  const begun = state ?? (stimulus && newCompanyState(stimulus));
  if (begun === undefined) throw new Error('A company without a document has no timer');
  const desk: Desk = { state: begun, workspace, effects: [], facts: [], now };
  if (stimulus?.type === 'company_told') hear(desk, stimulus, state === undefined);
  else if (stimulus?.type === 'company_member') follow(desk, stimulus);
  tellMembers(desk);
  return {
    state: { ...desk.state, revision: begun.revision + 1 },
    effects: desk.effects,
    facts: desk.facts,
  };
}

/** When members are still to be told, at once; a company has no other timer. */
export function companyDue({ telling }: CompanyState): Instant | null {
  return telling?.since ?? null;
}

/** Deleted, and nobody has told of it or joined it since. */
export function isDeleted({ picture, times, members, begunAnew }: CompanyState): boolean {
  return picture.deletedAt !== undefined && Object.keys(times).length === 0 && members.length === 0 && !begunAnew;
}

function newCompanyState(stimulus: CompanySubjectStimulus): CompanyState {
  return {
    format: 1,
    kind: 'company',
    profile: stimulus.profile,
    company: stimulus.company,
    page: stimulus.type === 'company_member' ? stimulus.page : 0,
    firstSeenAt: stimulus.at,
    times: {},
    overflow: 0,
    members: [],
    picture: { revision: 0, traits: {} },
    revision: 0,
    lastSeenAt: stimulus.at,
  };
}

/** Page 0: a word about the company. */
function hear(desk: Desk, stimulus: CompanyToldStimulus, isNew: boolean): void {
  const { at, joined, left, imported } = stimulus;
  const before = desk.state;
  const changed = stimulus.deleted ? deleteAt(desk, at) : learnTraits(desk, stimulus);
  desk.state = {
    ...desk.state,
    firstSeenAt: Math.min(before.firstSeenAt, at),
    lastSeenAt: Math.max(before.lastSeenAt, at),
  };
  if (isNew || changed) changePicture(desk, imported);
  if (left !== undefined) forgetMember(desk, left, stimulus);
  if (joined !== undefined) addMember(desk, joined, stimulus);
  const moved = desk.state.firstSeenAt !== before.firstSeenAt || isDeleted(desk.state) !== isDeleted(before);
  if (isNew || changed || moved) desk.facts.push(factOf(desk));
}

function learnTraits(desk: Desk, { traits, at, id, joined, profile }: CompanyToldStimulus): boolean {
  const { picture, times } = desk.state;
  if (at <= (picture.deletedAt ?? Number.NEGATIVE_INFINITY)) return false;
  const told = tellTraits({ traits: picture.traits, times }, traits, at);
  if (told === 'too_large') {
    const drop = { type: 'drop', profile: joined ?? profile, at: desk.now, id } as const;
    desk.facts.push({ ...drop, reason: 'too_large', detail: 'company' });
    return false;
  }
  desk.state = { ...desk.state, times: told.times, picture: { ...picture, traits: told.traits } };
  return Object.keys(traits).some((name) => JSON.stringify(picture.traits[name]) !== JSON.stringify(told.traits[name]));
}

/** What was said of it by then is over; what is said later begins it anew. */
function deleteAt(desk: Desk, at: Instant): boolean {
  const { picture, times } = desk.state;
  if (at <= (picture.deletedAt ?? Number.NEGATIVE_INFINITY)) return false;
  const isLater = (name: string) => (times[name] ?? 0) > at;
  const entries = Object.entries(picture.traits).filter(([name]) => isLater(name));
  const { begunAnew: _, ...rest } = desk.state;
  desk.state = {
    ...rest,
    times: Object.fromEntries(Object.entries(times).filter(([name]) => isLater(name))),
    picture: { ...picture, traits: Object.fromEntries(entries), deletedAt: at },
  };
  return true;
}

function changePicture(desk: Desk, imported: true | undefined): void {
  const { picture } = desk.state;
  const next = { ...picture, revision: picture.revision + 1 };
  desk.state = { ...desk.state, picture: next, ...telling(desk, imported) };
}

/** From the first member and page on, also where an older picture was still being told. */
function telling({ state, now }: Desk, imported: true | undefined): Pick<CompanyState, 'telling'> {
  if (state.members.length === 0 && state.overflow === 0) return {};
  return { telling: { next: 0, nextPage: 1, since: now, ...(imported && { imported }) } };
}

function pagesOf({ overflow }: Pick<CompanyState, 'overflow'>): number {
  return Math.ceil(overflow / membersPerPage);
}

/** Page 0 finds her a place. */
function addMember(desk: Desk, profile: ProfileId, { id, at, imported }: CompanyToldStimulus): void {
  const { members, overflow, picture } = desk.state;
  if (members.includes(profile) || members.length < membersPerPage) {
    keepMember(desk, profile, imported);
    return;
  }
  const isAnew = picture.deletedAt !== undefined && at > picture.deletedAt;
  desk.state = { ...desk.state, overflow: overflow + 1, ...(isAnew && { begunAnew: true as const }) };
  toPage(desk, pagesOf(desk.state), id, { joined: profile }, imported);
}

function keepMember(desk: Desk, profile: ProfileId, imported: true | undefined): void {
  const { members } = desk.state;
  if (!members.includes(profile)) desk.state = { ...desk.state, members: [...members, profile] };
  tell(desk, profile, imported);
}

/** Who does not know her page left before it answered her: its answer is on its way, and hers will name it. */
function forgetMember(desk: Desk, profile: ProfileId, { id, page = 0, imported }: CompanyToldStimulus): void {
  dropMember(desk, profile);
  if (page > 0) toPage(desk, page, id, { left: profile }, imported);
}

function dropMember(desk: Desk, profile: ProfileId): void {
  const { members, telling } = desk.state;
  const place = members.indexOf(profile);
  if (place < 0) return;
  desk.state = {
    ...desk.state,
    members: members.filter((member) => member !== profile),
    ...(telling && { telling: { ...telling, next: place < telling.next ? telling.next - 1 : telling.next } }),
  };
}

/** A further page: the newest picture, whichever came last, and who comes or goes. */
function follow(desk: Desk, { picture, joined, left, imported }: CompanyMemberStimulus): void {
  if (picture.revision > desk.state.picture.revision) {
    desk.state = { ...desk.state, picture, ...telling(desk, imported) };
  }
  if (left !== undefined) dropMember(desk, left);
  if (joined !== undefined) keepMember(desk, joined, imported);
}

function toPage(
  desk: Desk,
  page: number,
  cause: string,
  member: Pick<CompanyMemberStimulus, 'joined' | 'left'>,
  imported: true | undefined,
): void {
  const { workspace, now, state } = desk;
  const { company, picture } = state;
  desk.effects.push({
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'company_member', workspace, profile: memberPage(company, page), id: `company_member:${cause}` },
      ...{ at: now, receivedAt: now, company, page, picture, ...member, ...(imported && { imported }) },
    },
  });
}

/** The next of those who are to be told; pages before members, because each then has its own to tell. */
function tellMembers(desk: Desk): void {
  const { telling, members, picture, page, overflow } = desk.state;
  if (telling === undefined) return;
  const { imported, nextPage: firstPage = 1 } = telling;
  const pages = page === 0 ? pagesOf({ overflow }) : 0;
  const nextPage = Math.max(firstPage, Math.min(firstPage + toldAtOnce, pages + 1));
  for (let told = firstPage; told < nextPage; told++) {
    toPage(desk, told, `picture:${picture.revision}`, {}, imported);
  }
  const next = Math.min(telling.next + toldAtOnce - (nextPage - firstPage), members.length);
  for (const member of members.slice(telling.next, next)) tell(desk, member, imported);
  const { telling: _, ...rest } = desk.state;
  const isTold = nextPage > pages && next >= members.length;
  desk.state = isTold ? rest : { ...desk.state, telling: { ...telling, next, nextPage } };
}

/** Told again when she joins again, of a picture that she may have had and lost: the document's revision is part of the id. */
function tell(desk: Desk, member: ProfileId, imported: true | undefined): void {
  const { workspace, now, state } = desk;
  const { company, page, picture, members } = state;
  const isOneOfMany = page > 0 || members.length > toldAtOnce;
  const stimulus: CompanyStimulus = {
    ...{ type: 'company', workspace, profile: member, id: `company:${company}:${picture.revision}:${state.revision}` },
    ...{ at: now, receivedAt: now, company, picture, page, member },
    ...(imported && { imported }),
    ...(isOneOfMany && { isOneOfMany: true as const }),
  };
  desk.effects.push({ type: 'send_stimulus', stimulus });
}

function factOf({ state, now }: Desk): CompanyFact {
  const { profile, company, picture, firstSeenAt } = state;
  return {
    ...{ type: 'company', profile, at: now, company, revision: state.revision + 1 },
    ...{ traits: picture.traits, firstSeenAt, deleted: isDeleted(state) },
  };
}
