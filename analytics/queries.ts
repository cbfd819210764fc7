import type { Catalog } from '#contracts/api/catalog.ts';
import type { CompanyActivity, CompanyListItem, CompanyListQuery, CompanyMember } from '#contracts/api/company.ts';
import type { ConsentHistoryQuery, ConsentRecord } from '#contracts/api/consent.ts';
import type { Delivery, DeliveryListQuery, DeliveryStory } from '#contracts/api/delivery.ts';
import type { Home } from '#contracts/api/home.ts';
import type { InboundItem, InboundListQuery } from '#contracts/api/inbound-message.ts';
import type { JourneyCounts, JourneyListItem } from '#contracts/api/journey.ts';
import type { Page } from '#contracts/api/list.ts';
import type { Pulse } from '#contracts/api/live.ts';
import type { MessageListItem } from '#contracts/api/message.ts';
import type { ProfileListItem, ProfileListQuery } from '#contracts/api/profile.ts';
import type { Backfill, PreviewSegmentRequest } from '#contracts/api/segment.ts';
import type { TimelineItem, TimelineQuery } from '#contracts/api/timeline.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { PublishedLeadScore } from '#contracts/lead-score.ts';
import type { CompanyFigures } from './companies/company-figures.ts';
import type { PeopleAtNode } from './journeys/people-at-nodes.ts';
import type { SampleAudience, SamplePerson } from './journeys/people-to-try.ts';
import type { SearchSight } from './profiles/search-sight.ts';
import type { ObservedPeople } from './schema/observe-people.ts';
import type { PreviewFigures } from './segment/preview-named.ts';
import type { ScoreCount } from './segment/score-history.ts';

/** What the server itself knows better, and adds. */
type AddedToHome =
  | 'measuredAt'
  | 'hours'
  | 'currency'
  | 'eventsPerSecond'
  | 'factsBehindMilliseconds'
  | 'draftsWaiting';

export type HomeFigures = Omit<Home, AddedToHome>;
export type PulseFigures = Omit<Pulse, 'at' | 'eventsPerSecond'>;
export type JourneyFigures = Pick<
  JourneyListItem,
  'inside' | 'entered' | 'completed' | 'exited' | 'converted' | 'messages' | 'attributedRevenue'
>;
export type MessageFigures = Pick<MessageListItem, 'sent' | 'heldBack' | 'opened' | 'clicked'>;

/** So many of a list after so many others. */
interface Range {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Every question over many people or much time, answered from the facts. Names of definitions are today's; a cursor that
 * none of these gave out is answered by RequestError `invalid_cursor`. People who were merged are counted as the person of
 * today.
 */
export interface AnalyticsQueries {
  home(workspace: WorkspaceId, hours: number): Promise<HomeFigures>;
  /** Of the last 24 hours; asked every few seconds while somebody looks. */
  pulse(workspace: WorkspaceId): Promise<PulseFigures>;

  /** `search` is a part of a name or an address; whole addresses and ids are looked up before this is asked. */
  /** `sight`: whoever asks may not see everything, and finds nobody by what she may not see. */
  searchProfiles(workspace: WorkspaceId, query: ProfileListQuery, sight?: SearchSight): Promise<Page<ProfileListItem>>;
  timeline(workspace: WorkspaceId, profile: ProfileId, query: TimelineQuery): Promise<Page<TimelineItem>>;
  /** Every word of consent with its proof, and every order about contacting her, the newest first. */
  consentHistory(workspace: WorkspaceId, profile: ProfileId, query: ConsentHistoryQuery): Promise<Page<ConsentRecord>>;

  companies(
    workspace: WorkspaceId,
    query: Pick<CompanyListQuery, 'search' | 'sort' | 'limit'>,
    offset: number,
  ): Promise<readonly CompanyListItem[]>;
  companyFigures(workspace: WorkspaceId, company: string): Promise<CompanyFigures>;
  companyMembers(workspace: WorkspaceId, company: string, range: Range): Promise<readonly CompanyMember[]>;
  companyActivity(workspace: WorkspaceId, company: string, range: Range): Promise<readonly CompanyActivity[]>;

  /** People by the name of the grade of their lead score; those in none stand under the empty name. */
  gradeCounts(workspace: WorkspaceId): Promise<ReadonlyMap<string, number>>;
  personScoreCounts(
    workspace: WorkspaceId,
    profile: ProfileId,
    rules: PublishedLeadScore['rules'],
  ): Promise<readonly ScoreCount[]>;

  catalog(workspace: WorkspaceId): Promise<Catalog>;
  /** What the traits of a sample of people look like. */
  observedTraits(workspace: WorkspaceId): Promise<ObservedPeople>;
  /** Properties of some events of a name that arrived within the last seven days. */
  recentEvents(workspace: WorkspaceId, name: string, limit: number): Promise<readonly JsonObject[]>;
  /** People inside now, by segment id; a segment that is missing has nobody. */
  segmentSizes(workspace: WorkspaceId): Promise<ReadonlyMap<string, number>>;
  /** People on each uploaded list; one without anybody is missing. */
  listSizes(workspace: WorkspaceId): Promise<ReadonlyMap<string, number>>;
  /** Rejects when `signal` is aborted. */
  previewSegment(
    workspace: WorkspaceId,
    question: PreviewSegmentRequest,
    signal?: AbortSignal,
  ): Promise<PreviewFigures>;
  /** By segment id; a segment that is missing had no history to count. */
  backfills(workspace: WorkspaceId): Promise<ReadonlyMap<string, Backfill>>;

  /** By journey id. */
  journeyFigures(workspace: WorkspaceId): Promise<ReadonlyMap<string, JourneyFigures>>;
  journeyCounts(workspace: WorkspaceId, journey: string): Promise<JourneyCounts>;

  /** By message id. */
  messageFigures(workspace: WorkspaceId): Promise<ReadonlyMap<string, MessageFigures>>;
  /** How many runs stand at each node of each version. */
  peopleAtNodes(workspace: WorkspaceId, journey: string): Promise<readonly PeopleAtNode[]>;
  /** A few people who differ in what makes content fail. */
  peopleToTry(workspace: WorkspaceId, audience: SampleAudience): Promise<readonly SamplePerson[]>;
  deliveries(workspace: WorkspaceId, query: DeliveryListQuery): Promise<Page<Delivery>>;
  inboundMessages(workspace: WorkspaceId, query: InboundListQuery): Promise<Page<InboundItem>>;
  delivery(workspace: WorkspaceId, id: string): Promise<DeliveryStory | undefined>;
}
