import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { journeysQuery } from '../journey-queries.ts';

interface DefinitionSelectProps {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

export function SegmentSelect({ value, onChange, ...control }: DefinitionSelectProps) {
  const { t } = useTranslation();
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  return (
    <Select
      {...(control.id ? control : { 'aria-label': t('segments.segment') })}
      style={{ minWidth: 160 }}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      placeholder={t('nodeForm.chooseSegment')}
      value={value || null}
      options={segments.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(segment) => onChange(segment ?? '')}
    />
  );
}

interface JourneySelectProps extends DefinitionSelectProps {
  /** A journey cannot start or stop itself. */
  readonly except: string;
}

export function JourneySelect({ value, except, onChange, ...control }: JourneySelectProps) {
  const { t } = useTranslation();
  const journeys = useQuery(journeysQuery).data?.items ?? [];
  return (
    <Select
      {...(control.id ? control : { 'aria-label': t('journeys.journey') })}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('nodeForm.chooseJourney')}
      value={value || null}
      options={journeys.filter(({ id }) => id !== except).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(journey) => onChange(journey ?? '')}
    />
  );
}
