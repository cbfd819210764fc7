import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { ReferenceNoun } from '#contracts/journey/references.ts';
import { couponPoolsQuery } from '../../../coupons/coupon-queries.ts';
import { listsQuery } from '../../../lists/list-queries.ts';
import { messagesQuery } from '../../../messages/message-queries.ts';
import { segmentsQuery } from '../../../segments/segment-queries.ts';
import { journeysQuery } from '../../journey-queries.ts';

interface LocalSelectProps {
  readonly noun: ReferenceNoun;
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** One of what this workspace has; left open, the draft says at the step what is missing. */
export function LocalSelect({ noun, label, value, onChange }: LocalSelectProps) {
  const { t } = useTranslation();
  const items = {
    message: useQuery({ ...messagesQuery, enabled: noun === 'message' }).data?.items,
    segment: useQuery({ ...segmentsQuery, enabled: noun === 'segment' }).data?.items,
    journey: useQuery({ ...journeysQuery, enabled: noun === 'journey' }).data?.items,
    coupon_pool: useQuery({ ...couponPoolsQuery, enabled: noun === 'coupon_pool' }).data,
    list: useQuery({ ...listsQuery, enabled: noun === 'list' }).data?.items,
  }[noun];
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('journeyImport.choose')}
      value={value ?? null}
      options={(items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id: string | null | undefined) => onChange(id ?? undefined)}
    />
  );
}
