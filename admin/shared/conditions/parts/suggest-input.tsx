import AutoComplete from 'antd/es/auto-complete';

interface SuggestInputProps {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly width?: number | '100%';
  readonly onChange: (value: string) => void;
}

/** Free text with what was seen as suggestions: also a name that has not arrived yet can be written. */
export function SuggestInput({ label, value, suggestions, width = 176, onChange }: SuggestInputProps) {
  return (
    <AutoComplete
      aria-label={label}
      placeholder={label}
      value={value}
      style={{ width, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      status={value === '' ? 'warning' : ''}
      options={suggestions.map((suggestion) => ({ value: suggestion }))}
      showSearch={{
        filterOption: (text, option) => String(option?.value).toLowerCase().includes(text.toLowerCase()),
      }}
      onChange={onChange}
    />
  );
}
