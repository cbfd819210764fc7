import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { PayloadRule } from '#contracts/source.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './mapping.module.css';
import { PathInput } from './path-input.tsx';
import type { PayloadValue } from './payload-shape.ts';

interface RuleConditionsProps {
  readonly when: PayloadRule['when'];
  readonly paths: readonly PayloadValue[];
  readonly onChange: (when: PayloadRule['when']) => void;
}

/** For which payloads a rule is meant. */
export function RuleConditions({ when, paths, onChange }: RuleConditionsProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<PayloadRule['when'][number]>) =>
    onChange(when.map((one, place) => (place === index ? { ...one, ...change } : one)));
  return (
    <div className={styles['part']}>
      <strong style={{ fontWeight: 500 }}>{t('sources.when')}</strong>
      {when.length === 0 ? <span className="small faint">{t('sources.whenAlways')}</span> : null}
      {when.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the path changes while it is typed
        <div key={index} className={styles['condition']}>
          <PathInput
            label={t('sources.path')}
            value={one.path}
            paths={paths}
            onChange={(path) => put(index, { path })}
          />
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',']}
            aria-label={t('sources.isOneOf')}
            placeholder={t('sources.isOneOf')}
            status={one.in.length === 0 ? 'error' : ''}
            value={one.in}
            onChange={(values) => put(index, { in: values })}
          />
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" />}
            onClick={() => onChange(when.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <span>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          disabled={when.length >= 10}
          onClick={() => onChange([...when, { path: '', in: [] }])}
        >
          {t('sources.addCondition')}
        </Button>
      </span>
    </div>
  );
}
