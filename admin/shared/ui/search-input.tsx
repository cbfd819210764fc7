import Input from 'antd/es/input';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../use-debounced.ts';
import { Icon } from './icon.tsx';

interface SearchInputProps {
  readonly label: string;
  readonly value: string;
  /** Called when the typing rests. */
  readonly onSearch: (value: string) => void;
}

export function SearchInput({ label, value, onSearch }: SearchInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 250);
  const search = useEffectEvent((next: string) => {
    if (next !== value) onSearch(next);
  });
  useEffect(() => search(settled), [settled]);
  return (
    <Input
      type="search"
      allowClear={{
        clearIcon: (
          <span role="img" aria-label={t('action.clear')}>
            <Icon name="close" size={14} />
          </span>
        ),
      }}
      aria-label={label}
      placeholder={label}
      prefix={<Icon name="search" size={14} />}
      style={{ maxWidth: 360, flex: '1 1 200px' }}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
