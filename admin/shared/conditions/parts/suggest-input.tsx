import AutoComplete from 'antd/es/auto-complete';
import { useState } from 'react';
import { isNamed } from '../../names/is-named.ts';
import { SentName } from '../../names/sent-name.tsx';

interface SuggestInputProps {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  /** What is shown for a value. */
  readonly nameOf?: (value: string) => string;
  readonly width?: number | '100%';
  readonly onChange: (value: string) => void;
}

const asItIs = (value: string): string => value;

/**
 * Free text with what was seen as suggestions: also a name that has not arrived yet can be written. What has a name is shown by
 * it, and can be written by it; what is being written stays as it is until the field is left.
 */
export function SuggestInput({ label, value, suggestions, nameOf = asItIs, width = 176, onChange }: SuggestInputProps) {
  const [written, setWritten] = useState<string>();
  const meant = (text: string): string =>
    suggestions.includes(text) ? text : (suggestions.find((one) => nameOf(one) === text) ?? text);
  return (
    <AutoComplete
      aria-label={label}
      placeholder={label}
      value={written ?? nameOf(value)}
      style={{ width, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      status={value === '' ? 'warning' : ''}
      options={suggestions.map((one) => ({ value: one, label: nameOf(one) }))}
      optionRender={({ value: one, label: shown }) => <SentName name={String(one)} shown={String(shown)} />}
      showSearch={{
        filterOption: (text, option) => option !== undefined && isNamed(option.value, option.label, text),
        onSearch: (text) => {
          setWritten(text);
          onChange(meant(text));
        },
      }}
      onSelect={(one: string) => {
        setWritten(undefined);
        onChange(one);
      }}
      onBlur={() => setWritten(undefined)}
    />
  );
}
