import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/ui/field.tsx';

interface LinkHostsFieldProps {
  readonly hosts: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (hosts: string[]) => void;
}

/** Hosts as tags; of an address that is pasted, its host is taken. */
export function LinkHostsField({ hosts, error, onChange }: LinkHostsFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('settings.linkHosts')} hint={t('settings.linkHostsHint')} error={error}>
      {(control) => (
        <Select
          {...control}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、', ' ', '\n']}
          placeholder={t('settings.linkHostsPlaceholder')}
          value={[...hosts]}
          onChange={(written: string[]) => onChange([...new Set(written.map(hostOf))])}
        />
      )}
    </Field>
  );
}

function hostOf(written: string): string {
  const text = written.trim().toLowerCase();
  return /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text).hostname : text;
}
