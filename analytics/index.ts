import type { ClickHouseClient } from '@clickhouse/client';
import type { BackfillStore } from '#components/store/port/backfill.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Backfill } from '#contracts/api/segment.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { catalog } from './catalog/catalog.ts';
import { companyActivity } from './companies/company-activity.ts';
import { companyFigures } from './companies/company-figures.ts';
import { companyList } from './companies/company-list.ts';
import { companyMembers } from './companies/company-members.ts';
import { consentHistory } from './consent/history.ts';
import { definitionNames } from './definition-names.ts';
import { deliveryList } from './deliveries/delivery-list.ts';
import { deliveryStory } from './deliveries/delivery-story.ts';
import { homeFigures } from './home.ts';
import { createHomeHistory } from './home-history.ts';
import { inboundList } from './inbound/inbound-list.ts';
import { journeyCounts } from './journeys/journey-counts.ts';
import { journeyFigures } from './journeys/journey-figures.ts';
import { peopleAtNodes } from './journeys/people-at-nodes.ts';
import { peopleToTry } from './journeys/people-to-try.ts';
import { kept } from './kept.ts';
import { gradeCounts } from './lead-score/grade-counts.ts';
import { personCounts } from './lead-score/person-counts.ts';
import { listSizes } from './lists/list-sizes.ts';
import { messageFigures } from './messages/message-figures.ts';
import { countPeople } from './profiles/count-people.ts';
import { searchProfiles } from './profiles/search-profiles.ts';
import { pulseFigures } from './pulse.ts';
import type { AnalyticsQueries } from './queries.ts';
import { observePeople } from './schema/observe-people.ts';
import { recentEvents } from './schema/recent-events.ts';
import { samplePeople } from './segment/people-sample.ts';
import { namedPreview } from './segment/preview-named.ts';
import { segmentSizes } from './segment/sizes.ts';
import { timeline } from './timeline/timeline.ts';

export interface AnalyticsParts {
  readonly clickhouse: ClickHouseClient;
  /** Names of people and of definitions are read from here, as they are now. */
  readonly store: Pick<Store, 'readProfiles' | 'releases'> & { readonly backfills: Pick<BackfillStore, 'progress'> };
  /** How far the history of each segment is counted; by segment id. */
  readonly backfills: (workspace: WorkspaceId) => Promise<ReadonlyMap<string, Backfill>>;
  readonly now?: () => Instant;
}

export function createAnalytics({ clickhouse, store, backfills, now = Date.now }: AnalyticsParts): AnalyticsQueries {
  const names = (workspace: WorkspaceId) => definitionNames(store, workspace);
  // Asked every few seconds while somebody looks at Home, and each time reads every person.
  const people = kept((workspace) => countPeople(clickhouse, workspace), 0.05);
  // Asked whenever a builder is opened, and changes with a new kind of event only.
  const seen = kept((workspace) => catalog(clickhouse, workspace), 0.02);
  const traits = kept((workspace) => observePeople(clickhouse, workspace), 0.02);
  const history = createHomeHistory(clickhouse, now);
  // When a history is counted, thousands are inside at once: a size from before must not stand beside that news.
  const counting = async (workspace: WorkspaceId) =>
    (await store.backfills.progress(workspace)).map(({ release, state }) => `${release} ${state}`).join();
  const sizes = kept((workspace) => segmentSizes(clickhouse, workspace), 0.05, counting);
  // Asked at every pause of somebody who types; who is in the sample hardly matters.
  const samples = kept((workspace) => samplePeople(clickhouse, workspace), 0.005);
  return {
    home: async (workspace, hours) => {
      const [figures, past] = await Promise.all([
        homeFigures(clickhouse, workspace, hours, now(), people),
        history(workspace, hours),
      ]);
      return { ...figures, history: past };
    },
    pulse: (workspace) => pulseFigures(clickhouse, workspace, now(), people),

    searchProfiles: (workspace, query, sight) => searchProfiles(clickhouse, store, workspace, query, now(), sight),
    timeline: async (workspace, profile, query) =>
      timeline(clickhouse, workspace, profile, query, await names(workspace)),

    consentHistory: (workspace, profile, query) => consentHistory(clickhouse, workspace, profile, query),

    companies: (workspace, query, offset) => companyList(clickhouse, workspace, query, offset),
    companyFigures: (workspace, company) => companyFigures(clickhouse, workspace, company),
    companyMembers: (workspace, company, range) => companyMembers(clickhouse, store, workspace, company, range),
    companyActivity: (workspace, company, range) => companyActivity(clickhouse, store, workspace, company, range),
    gradeCounts: (workspace) => gradeCounts(clickhouse, workspace),
    personScoreCounts: (workspace, profile, rules) => personCounts(clickhouse, workspace, profile, rules),

    catalog: seen,
    observedTraits: traits,
    recentEvents: (workspace, name, limit) => recentEvents(clickhouse, workspace, name, limit),
    segmentSizes: sizes,
    listSizes: (workspace) => listSizes(clickhouse, workspace),
    previewSegment: (workspace, question, signal) =>
      namedPreview({ client: clickhouse, store, sizes, samples }, workspace, question, now(), signal),
    backfills,

    journeyFigures: (workspace) => journeyFigures(clickhouse, workspace),
    journeyCounts: async (workspace, journey) => {
      const [counts, { currency }] = await Promise.all([
        journeyCounts(clickhouse, workspace, journey),
        names(workspace),
      ]);
      return { ...counts, currency, measuredAt: new Date(now()).toISOString() };
    },

    messageFigures: (workspace) => messageFigures(clickhouse, workspace),
    peopleAtNodes: (workspace, journey) => peopleAtNodes(clickhouse, workspace, journey),
    peopleToTry: (workspace, audience) => peopleToTry(clickhouse, workspace, audience),
    deliveries: async (workspace, query) =>
      deliveryList(clickhouse, store, workspace, query, await names(workspace), now()),
    inboundMessages: async (workspace, query) =>
      inboundList(clickhouse, store, workspace, query, await names(workspace)),
    delivery: async (workspace, id) => deliveryStory(clickhouse, store, workspace, id, await names(workspace)),
  };
}
