import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ComputedTrait,
  type SaveComputedTraitRequest,
  saveComputedTraitRequest,
} from '#contracts/api/computed-trait.ts';
import { aggregations, aggregationsOfEvents, computedTraitId } from '#contracts/computed-trait.ts';
import { EventNameInput, EventWhere } from '../../shared/conditions/parts/event-match-editor.tsx';
import { SuggestInput } from '../../shared/conditions/parts/suggest-input.tsx';
import { propertiesOf, useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useSaveComputedTrait } from './computed-queries.ts';

interface DrawerProps {
  readonly open: ComputedTrait | 'new' | undefined;
  readonly onClose: () => void;
}

export function ComputedTraitDrawer({ open, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const title = open === 'new' ? t('computed.new') : open?.name;
  return (
    <Drawer open={open !== undefined} onClose={onClose} title={title} size={480} destroyOnHidden>
      {open ? <ComputedTraitForm trait={open === 'new' ? undefined : open} onClose={onClose} /> : null}
    </Drawer>
  );
}

const blank: SaveComputedTraitRequest = {
  name: '',
  match: { event: '', where: [] },
  aggregation: 'count',
  withinDays: 90,
};

function ComputedTraitForm({ trait, onClose }: { trait: ComputedTrait | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const save = useSaveComputedTrait();
  const [id, setId] = useState(trait?.id ?? '');
  const [value, setValue] = useState<SaveComputedTraitRequest>(trait ?? blank);
  const content = saveComputedTraitRequest.safeParse(value);
  const ready = content.success && computedTraitId.safeParse(id).success;
  const change = (part: Partial<SaveComputedTraitRequest>) => setValue({ ...value, ...part });

  return (
    <form
      className="column"
      style={{ gap: 16 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!content.success || !ready) return;
        const onSuccess = () => {
          tell(t('computed.saved'));
          onClose();
        };
        save.mutate({ id, content: content.data }, { onSuccess });
      }}
    >
      <Editable>
        <Field label={t('computed.name')}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={value.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('computed.trait')} hint={trait ? undefined : t('computed.traitHint')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              disabled={trait !== undefined || !mayChange}
              maxLength={64}
              value={id}
              onChange={(event) => setId(event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, '_'))}
            />
          )}
        </Field>
        <Aggregation value={value} onChange={change} />
        <Period value={value} onChange={setValue} />
      </Editable>
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      {mayChange ? (
        <Button
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={save.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('computed.save')}
        </Button>
      ) : null}
    </form>
  );
}

interface PartProps {
  readonly value: SaveComputedTraitRequest;
  readonly onChange: (part: Partial<SaveComputedTraitRequest>) => void;
}

function Aggregation({ value, onChange }: PartProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  const { aggregation, match, property } = value;
  const bounded = aggregation === 'most_frequent' || aggregation === 'distinct_count';
  return (
    <>
      <Field label={t('computed.event')}>
        {() => (
          <div className="column" style={{ gap: 8, alignItems: 'flex-start' }}>
            <EventNameInput match={match} onChange={(next) => onChange({ match: next })} />
            {match.event ? <EventWhere match={match} onChange={(next) => onChange({ match: next })} /> : null}
          </div>
        )}
      </Field>
      <Field label={t('computed.aggregation')} hint={bounded ? t(`computed.bound.${aggregation}`) : undefined}>
        {(control) => (
          <Select
            {...control}
            value={aggregation}
            options={aggregations.map((one) => ({ value: one, label: t(`computed.aggregations.${one}`) }))}
            onChange={(next) => onChange({ aggregation: next })}
          />
        )}
      </Field>
      <Field
        label={t('computed.property')}
        hint={aggregationsOfEvents.includes(aggregation) ? t('computed.propertyOptional') : undefined}
      >
        {() => (
          <SuggestInput
            label={t('computed.property')}
            value={property ?? ''}
            suggestions={propertiesOf(catalog, match.event).map(({ name }) => name)}
            nameOf={(path) => names.property(match.event, path)}
            width="100%"
            onChange={(next) => onChange({ property: next === '' ? undefined : next })}
          />
        )}
      </Field>
    </>
  );
}

interface PeriodProps {
  readonly value: SaveComputedTraitRequest;
  readonly onChange: (value: SaveComputedTraitRequest) => void;
}

function Period({ value, onChange }: PeriodProps) {
  const { t } = useTranslation();
  const { withinDays, ...rest } = value;
  return (
    <Field label={t('computed.window')} hint={withinDays === undefined ? undefined : t('computed.daysHint')}>
      {(control) => (
        <div className="row">
          <Select
            {...control}
            style={{ flex: 1 }}
            value={withinDays === undefined ? 'ever' : 'days'}
            options={[
              { value: 'ever', label: t('computed.allTime') },
              { value: 'days', label: t('computed.lastDays') },
            ]}
            onChange={(next) => onChange(next === 'ever' ? rest : { ...rest, withinDays: 90 })}
          />
          {withinDays === undefined ? null : (
            <InputNumber
              aria-label={t('computed.days')}
              min={1}
              max={365}
              precision={0}
              value={withinDays}
              onChange={(next) => onChange({ ...rest, withinDays: next ?? 1 })}
            />
          )}
        </div>
      )}
    </Field>
  );
}
