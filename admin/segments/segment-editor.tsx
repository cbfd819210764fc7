import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { type Segment, segment as segmentSchema } from '#contracts/api/segment.ts';
import type { SegmentCondition, SegmentDefinition } from '#contracts/segment.ts';
import { ConditionGroup } from '../shared/conditions/condition-group.tsx';
import { DraftState, DraftTrouble } from '../shared/drafts/draft-state.tsx';
import { useDraft } from '../shared/drafts/use-draft.ts';
import { useFormat } from '../shared/format.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { NameInput } from '../shared/ui/name-input.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { PublishButton } from '../shared/ui/publish-button.tsx';
import { StatusPill } from '../shared/ui/status-pill.tsx';
import { Tabs } from '../shared/ui/tabs.tsx';
import { useDefinitionActions } from '../shared/use-definition-actions.ts';
import { Editable } from '../sign-in/editable.tsx';
import { BackfillState } from './backfill-state.tsx';
import styles from './segment-editor.module.css';
import { SegmentHistory } from './segment-history.tsx';
import { SegmentMembers } from './segment-members.tsx';
import { SegmentPreview } from './segment-preview.tsx';
import { useSegmentProblems } from './use-segment-problems.ts';

const route = getRouteApi('/layout/segments/$id');

export function SegmentEditor({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/segments/$id' });
  const { view } = route.useSearch();
  const draft = useDraft<SegmentDefinition, Segment>({ noun: 'segments', definition: segment, schema: segmentSchema });
  const { act, remove } = useDefinitionActions('segments', segmentSchema);
  const value = draft.value;
  const problems = useSegmentProblems(segment);

  return (
    <Page
      title={value.name}
      heading={
        <NameInput
          label={t('segments.name')}
          value={value.name}
          onChange={(name) => draft.change({ ...value, name })}
        />
      }
      back={
        <Link to="/segments">
          <Icon name="arrowLeft" size={14} /> {t('navigation.segments')}
        </Link>
      }
      mark={<StatusPill definition={segment} />}
      actions={
        <>
          <DraftState draft={draft} />
          <DeleteButton
            label={t('segments.delete')}
            consequence={t('segments.deleteConsequence', { count: segment.size, size: format.number(segment.size) })}
            onDelete={() => remove.mutate(segment.id)}
          />
          <PublishButton
            enabled={segment.hasUnpublishedChanges || draft.state !== 'saved'}
            busy={act.isPending}
            title={t('segments.publishTitle', { name: value.name })}
            consequence={t(segment.published ? 'segments.republishConsequence' : 'segments.publishConsequence')}
            problems={problems}
            save={draft.save}
            publish={() => act.mutate({ id: segment.id, action: 'publish' })}
          />
        </>
      }
    >
      <DraftTrouble draft={draft} />
      {segment.backfill && segment.backfill.state !== 'done' ? <BackfillState backfill={segment.backfill} /> : null}
      <Tabs
        activeKey={view ?? 'definition'}
        onChange={(key) =>
          void navigate({ search: key === 'members' || key === 'history' ? { view: key } : {}, replace: true })
        }
        items={[
          {
            key: 'definition',
            label: t('segments.definition'),
            children: (
              <div className={styles['columns']}>
                <Section>
                  <Editable>
                    <div className="column" style={{ gap: 24 }}>
                      <ConditionGroup
                        outermost
                        group={asGroup(value.condition)}
                        onChange={(condition) => draft.change({ ...value, condition })}
                      />
                      <Input.TextArea
                        aria-label={t('segments.description')}
                        placeholder={t('segments.description')}
                        autoSize={{ minRows: 1, maxRows: 4 }}
                        maxLength={2_000}
                        value={value.description}
                        onChange={(event) => draft.change({ ...value, description: event.target.value })}
                      />
                    </div>
                  </Editable>
                </Section>
                <SegmentPreview segment={segment.id} condition={value.condition} />
              </div>
            ),
          },
          {
            key: 'members',
            label: t('segments.members', { size: format.number(segment.size) }),
            children: <SegmentMembers segment={segment} />,
          },
          {
            key: 'history',
            label: t('customers.history.tab'),
            children: <SegmentHistory segment={segment} />,
          },
        ]}
      />
    </Page>
  );
}

/** The editor always shows a group; a definition made elsewhere may begin with a single condition. */
function asGroup(condition: SegmentCondition): Extract<SegmentCondition, { type: 'all' | 'any' }> {
  return condition.type === 'all' || condition.type === 'any' ? condition : { type: 'all', conditions: [condition] };
}
