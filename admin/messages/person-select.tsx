import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { profileList } from '#contracts/api/profile.ts';
import { personName } from '../profiles/person-name.ts';
import { api } from '../shared/api.ts';
import { useDebounced } from '../shared/use-debounced.ts';

interface PersonSelectProps {
  readonly value: string | undefined;
  readonly onChange: (profile: string | undefined) => void;
}

/** Whose data fills the preview; nobody chosen means an invented person. */
export function PersonSelect({ value, onChange }: PersonSelectProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = useDebounced(text, 200);
  const { data } = useQuery({
    queryKey: ['profiles', 'palette', search],
    queryFn: ({ signal }) => api.get('/profiles', profileList, { query: { search, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      allowClear
      aria-label={t('messages.previewFor')}
      placeholder={t('messages.previewInvented')}
      style={{ width: 208, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value ?? null}
      options={(data?.items ?? []).map((profile) => ({ value: profile.id, label: personName(profile) }))}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
