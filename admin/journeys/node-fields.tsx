import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyNode } from '#contracts/journey.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { ConditionGroup } from '../shared/conditions/condition-group.tsx';
import { EventNameInput, EventWhere } from '../shared/conditions/event-match-editor.tsx';
import { DurationInput } from '../shared/ui/duration-input.tsx';
import { Field } from '../shared/ui/field.tsx';
import { TriggerFields } from './trigger-fields.tsx';

interface NodeFieldsProps {
  readonly node: JourneyNode;
  readonly onChange: (node: JourneyNode) => void;
}

export function NodeFields({ node, onChange }: NodeFieldsProps) {
  const { t } = useTranslation();
  switch (node.kind) {
    case 'trigger':
      return (
        <>
          <p className="soft">{t('journeys.triggerHelp')}</p>
          <TriggerFields trigger={node.trigger} onChange={(trigger) => onChange({ ...node, trigger })} />
        </>
      );
    case 'wait':
      return (
        <Field label={t('journeys.waitFor')}>
          {(control) => (
            <DurationInput {...control} minutes={node.minutes} onChange={(minutes) => onChange({ ...node, minutes })} />
          )}
        </Field>
      );
    case 'wait_until':
      return (
        <>
          <Field label={t('journeys.waitForEvent')}>
            {() => (
              <>
                <EventNameInput match={node.match} onChange={(match) => onChange({ ...node, match })} />
                <EventWhere match={node.match} onChange={(match) => onChange({ ...node, match })} />
              </>
            )}
          </Field>
          <Field label={t('journeys.waitAtMost')} hint={t('journeys.waitAtMostHint')}>
            {(control) => (
              <DurationInput
                {...control}
                minutes={node.timeoutMinutes}
                onChange={(timeoutMinutes) => onChange({ ...node, timeoutMinutes })}
              />
            )}
          </Field>
        </>
      );
    case 'condition':
      return (
        <ConditionGroup group={asGroup(node.condition)} onChange={(condition) => onChange({ ...node, condition })} />
      );
    case 'message':
      return <MessageChoice message={node.message} onChange={(message) => onChange({ ...node, message })} />;
    case 'exit':
      return <p className="soft">{t('journeys.exitHelp')}</p>;
  }
}

function MessageChoice({ message, onChange }: { message: string; onChange: (message: string) => void }) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery).data?.items ?? [];
  return (
    <div className="column">
      <Field label={t('journeys.sendMessage')} hint={t('journeys.sendMessageHint')}>
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('journeys.chooseMessage')}
            value={message || null}
            options={messages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => onChange(next ?? '')}
          />
        )}
      </Field>
      {message ? (
        <Link className="link" to="/messages/$id" params={{ id: message }}>
          {t('journeys.openMessage')}
        </Link>
      ) : (
        <Link className="link" to="/messages">
          {t('journeys.writeMessage')}
        </Link>
      )}
    </div>
  );
}

function asGroup(condition: SegmentCondition): Extract<SegmentCondition, { type: 'all' | 'any' }> {
  return condition.type === 'all' || condition.type === 'any' ? condition : { type: 'all', conditions: [condition] };
}
