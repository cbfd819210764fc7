import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { type FactChoice, factChoice, factChoiceTypes } from '#contracts/destination.ts';
import { journeysQuery } from '../../journeys/journey-queries.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { PropertyTestEditor } from '../../shared/conditions/parts/property-test-editor.tsx';
import { propertiesOf, useCatalog } from '../../shared/conditions/use-catalog.ts';
import { isNamed } from '../../shared/names/is-named.ts';
import { SentName } from '../../shared/names/sent-name.tsx';
import { useNames } from '../../shared/names/use-names.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from '../data.module.css';

interface DestinationFactsProps {
  readonly facts: readonly FactChoice[];
  readonly error: string | undefined;
  readonly onChange: (facts: FactChoice[]) => void;
}

/** Which facts go there: a kind with what narrows it down. */
export function DestinationFacts({ facts, error, onChange }: DestinationFactsProps) {
  const { t } = useTranslation();
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <legend style={{ fontWeight: 500, marginBottom: 8 }}>{t('destinations.facts')}</legend>
      <div className={styles['steps']}>
        {factChoiceTypes.map((type) => {
          const chosen = facts.find((fact) => fact.type === type);
          return (
            <div key={type} className={styles['step']}>
              <Checkbox
                style={{ width: 176 }}
                checked={chosen !== undefined}
                onChange={({ target }) =>
                  onChange(
                    target.checked
                      ? [...facts, factChoice.parse({ type })]
                      : facts.filter((fact) => fact.type !== type),
                  )
                }
              >
                {t(`destinations.types.${type}`)}
              </Checkbox>
              {chosen ? (
                <Narrowing
                  choice={chosen}
                  onChange={(changed) => onChange(facts.map((fact) => (fact === chosen ? changed : fact)))}
                />
              ) : null}
            </div>
          );
        })}
      </div>
      {error ? (
        <p role="alert" className="small" style={{ color: 'var(--failed)' }}>
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

interface NarrowingProps {
  readonly choice: FactChoice;
  readonly onChange: (choice: FactChoice) => void;
}

function Narrowing({ choice, onChange }: NarrowingProps) {
  const { t } = useTranslation();
  switch (choice.type) {
    case 'event':
      return <EventNarrowing choice={choice} onChange={onChange} />;
    case 'segment':
      return (
        <Definitions of="segments" value={choice.segments} onChange={(segments) => onChange({ ...choice, segments })} />
      );
    case 'journey':
      return (
        <Definitions of="journeys" value={choice.journeys} onChange={(journeys) => onChange({ ...choice, journeys })} />
      );
    case 'message':
      return (
        <Definitions of="messages" value={choice.messages} onChange={(messages) => onChange({ ...choice, messages })} />
      );
    case 'order':
      return (
        <InputNumber
          min={0}
          style={{ width: 240, maxWidth: '100%' }}
          prefix={t('destinations.atLeast')}
          aria-label={t('destinations.atLeast')}
          value={choice.atLeast}
          onChange={(atLeast) => onChange({ ...choice, atLeast: atLeast ?? 0 })}
        />
      );
    case 'consent':
    case 'profile':
      return <span className="faint small">{t(`destinations.notes.${choice.type}`)}</span>;
  }
}

interface DefinitionsProps {
  readonly of: 'segments' | 'journeys' | 'messages';
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

function Definitions({ of, value, onChange }: DefinitionsProps) {
  const { t } = useTranslation();
  const segments = useQuery({ ...segmentsQuery, enabled: of === 'segments' }).data?.items;
  const journeys = useQuery({ ...journeysQuery, enabled: of === 'journeys' }).data?.items;
  const messages = useQuery({ ...messagesQuery, enabled: of === 'messages' }).data?.items;
  const items: readonly { id: string; name: string }[] = segments ?? journeys ?? messages ?? [];
  return (
    <Select
      mode="multiple"
      style={{ flex: '1 1 240px', minWidth: 0 }}
      aria-label={t(`destinations.all.${of}`)}
      placeholder={t(`destinations.all.${of}`)}
      value={[...value]}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={onChange}
    />
  );
}

function EventNarrowing({
  choice,
  onChange,
}: {
  choice: Extract<FactChoice, { type: 'event' }>;
  onChange: NarrowingProps['onChange'];
}) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  const [name] = choice.names;
  const fields = name === undefined ? [] : propertiesOf(catalog, name);
  const { where } = choice;
  return (
    <div className={styles['steps']} style={{ flex: '1 1 240px', minWidth: 0 }}>
      <Select
        mode="tags"
        aria-label={t('destinations.all.events')}
        placeholder={t('destinations.all.events')}
        value={[...choice.names]}
        options={catalog.events.map((event) => ({ value: event.name, label: names.event(event.name) }))}
        optionRender={({ value, label }) => <SentName name={String(value)} shown={String(label)} />}
        filterOption={(text, option) => option !== undefined && isNamed(option.value, option.label, text)}
        onChange={(chosen: string[]) => onChange({ ...choice, names: chosen })}
      />
      {where.map((test, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests have no ids, and are only added at the end
        <div key={index} className={styles['step']}>
          <PropertyTestEditor
            test={test}
            fields={fields}
            nameOf={(path) => names.property(name, path)}
            onChange={(changed) => onChange({ ...choice, where: where.with(index, changed) })}
          />
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange({ ...choice, where: where.toSpliced(index, 1) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          onClick={() =>
            onChange({ ...choice, where: [...where, { name: fields[0]?.name ?? '', operator: 'equals', value: '' }] })
          }
        >
          {t('destinations.addTest')}
        </Button>
      </div>
    </div>
  );
}
