import Select from 'antd/es/select';

interface WordsPartProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly suggestions: readonly { readonly value: string; readonly label: string }[];
  /** None is a choice too. */
  readonly optional?: boolean;
  readonly onChange: (values: string[]) => void;
}

/** Several values, of which what was seen is suggested and any other can be typed. */
export function WordsPart({ label, values, suggestions, optional = false, onChange }: WordsPartProps) {
  return (
    <Select
      mode="tags"
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 200, maxWidth: '100%' }}
      tokenSeparators={[',', '，', '、']}
      status={values.length === 0 && !optional ? 'warning' : ''}
      value={[...values]}
      optionFilterProp="label"
      options={[...suggestions]}
      onChange={onChange}
    />
  );
}
