import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { SegmentSelect } from '../../fields/definition-select.tsx';
import styles from '../../fields/fields.module.css';
import type { EntryFormProps, EntryOf } from '../entry-view.ts';

export function SegmentForm({ entry, onChange }: EntryFormProps<'segment'>) {
  return <SegmentChangeFields entry={entry} onChange={onChange} />;
}

interface SegmentChangeFieldsProps {
  readonly entry: EntryOf<'segment'>;
  readonly onChange: (entry: EntryOf<'segment'>) => void;
}

/** Entering or leaving, and which segment. */
export function SegmentChangeFields({ entry, onChange }: SegmentChangeFieldsProps) {
  const { t } = useTranslation();
  return (
    <span className={styles['parts']}>
      <Select
        aria-label={t('journeys.segmentChange')}
        value={entry.change}
        popupMatchSelectWidth={false}
        options={(['entered', 'left'] as const).map((value) => ({ value, label: t(`journeys.change.${value}`) }))}
        onChange={(change) => onChange({ ...entry, change })}
      />
      <SegmentSelect value={entry.segment} onChange={(segment) => onChange({ ...entry, segment })} />
    </span>
  );
}
