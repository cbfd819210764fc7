import { useTranslation } from 'react-i18next';
import type { Segment } from '#contracts/api/segment.ts';
import { ProfileTable } from '../profiles/list/profile-table.tsx';
import { useProfilesQuery } from '../profiles/list/use-profiles-query.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { ExportButton } from '../shared/ui/export-button.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { moreOf } from '../shared/use-list-query.ts';

/** The people inside the published segment, as it holds now. */
export function SegmentMembers({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const query = useProfilesQuery({ segment: segment.id });
  if (segment.status === 'draft') {
    return (
      <Section flush>
        <EmptyState icon="segments" title={t('segments.membersDraftTitle')} text={t('segments.membersDraftText')} />
      </Section>
    );
  }
  return (
    <div className="column" style={{ gap: 16 }}>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <ExportButton list="people" filters={{ segment: segment.id }} />
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(profiles) =>
            profiles.length > 0 ? (
              <ProfileTable profiles={profiles} more={moreOf(query)} />
            ) : (
              <EmptyState icon="segments" title={t('segments.membersNoneTitle')} text={t('segments.membersNoneText')} />
            )
          }
        </QueryView>
      </Section>
    </div>
  );
}
