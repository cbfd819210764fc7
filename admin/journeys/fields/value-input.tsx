import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyValue } from '#contracts/journey/value.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { SuggestInput } from '../../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { entryProperties } from './entry-properties.ts';
import styles from './fields.module.css';

interface ValueInputProps {
  readonly value: JourneyValue;
  readonly definition: JourneyDefinition;
  readonly sources?: readonly JourneyValue['from'][];
  readonly onChange: (value: JourneyValue) => void;
}

const allSources = ['constant', 'event', 'run', 'trait', 'now'] as const;

/** Where a value comes from, and which one it is. */
export function ValueInput({ value, definition, sources = allSources, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  return (
    <span className={styles['parts']}>
      <Select
        aria-label={t('nodeForm.valueFrom')}
        value={value.from}
        popupMatchSelectWidth={false}
        options={sources.map((from) => ({ value: from, label: t(`nodeForm.from.${from}`) }))}
        onChange={(from) => onChange(emptyValue(from))}
      />
      <ValueDetail value={value} definition={definition} onChange={onChange} />
    </span>
  );
}

function ValueDetail({ value, definition, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  switch (value.from) {
    case 'constant':
      return (
        <Input
          aria-label={t('nodeForm.value')}
          style={{ width: 160 }}
          value={String(value.value)}
          onChange={(event) => onChange({ from: 'constant', value: readConstant(event.target.value) })}
        />
      );
    case 'event':
      return (
        <SuggestInput
          label={t('nodeForm.property')}
          value={value.property}
          suggestions={entryProperties(definition, catalog).map(({ name }) => name)}
          nameOf={(path) => names.property(undefined, path)}
          onChange={(property) => onChange({ from: 'event', property })}
        />
      );
    case 'run':
      return (
        <SuggestInput
          label={t('nodeForm.variable')}
          value={value.variable}
          suggestions={(definition.variables ?? []).map(({ name }) => name)}
          onChange={(variable) => onChange({ from: 'run', variable })}
        />
      );
    case 'trait':
      return (
        <SuggestInput
          label={t('nodeForm.trait')}
          value={value.trait}
          suggestions={catalog.traits.map(({ name }) => name)}
          nameOf={names.trait}
          onChange={(trait) => onChange({ from: 'trait', trait })}
        />
      );
    case 'now':
      return null;
  }
}

function emptyValue(from: JourneyValue['from']): JourneyValue {
  switch (from) {
    case 'constant':
      return { from, value: '' };
    case 'event':
      return { from, property: '' };
    case 'run':
      return { from, variable: '' };
    case 'trait':
      return { from, trait: '' };
    case 'now':
      return { from };
  }
}

/** What reads as a number or as yes and no is one, as it is in conditions. */
function readConstant(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === text && text !== '' && String(Number(text)) === text ? Number(text) : text;
}
