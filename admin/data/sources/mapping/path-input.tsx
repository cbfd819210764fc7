import AutoComplete from 'antd/es/auto-complete';
import { useTranslation } from 'react-i18next';
import styles from './mapping.module.css';
import { type PayloadValue, sampleAt } from './payload-shape.ts';

interface PathInputProps {
  readonly label: string;
  readonly value: string;
  readonly paths: readonly PayloadValue[];
  readonly optional?: boolean;
  readonly onChange: (path: string) => void;
}

/** Where something stands in the payload, offered from the one that is being tried, and what stands there. */
export function PathInput({ label, value, paths, optional = false, onChange }: PathInputProps) {
  const { t } = useTranslation();
  const sample = sampleAt(paths, value);
  return (
    <span className={styles['path']}>
      <AutoComplete
        className="mono"
        aria-label={label}
        placeholder={label}
        value={value}
        status={value === '' && !optional ? 'error' : ''}
        popupMatchSelectWidth={false}
        options={paths.map(({ path, sample: shown }) => ({
          value: path,
          label: (
            <span className={styles['option']}>
              <span className="mono">{path}</span>
              <span className="small faint truncate">{shown}</span>
            </span>
          ),
        }))}
        showSearch={{
          filterOption: (text, option) =>
            text === value || String(option?.value).toLowerCase().includes(text.toLowerCase()),
        }}
        onChange={(next) => onChange(next)}
      />
      {value === '' ? null : (
        <span className="small faint truncate">{sample === undefined ? t('sources.notThere') : sample}</span>
      )}
    </span>
  );
}
