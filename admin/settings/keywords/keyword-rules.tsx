import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import type { KeywordAction } from '#contracts/inbound/inbound.ts';
import type { KeywordRule } from '#contracts/inbound/inbound-settings.ts';
import type { Language } from '#contracts/topic.ts';
import { languageCodes, languages } from '../../i18n/languages.ts';
import { errorWithin, type FieldErrors } from '../../shared/field-errors.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ProblemLine } from '../../shared/ui/problem-line.tsx';
import styles from './keywords.module.css';

interface KeywordRulesProps {
  readonly action: KeywordAction;
  /** All of the workspace; those of the action are shown. */
  readonly rules: readonly KeywordRule[];
  readonly errors: FieldErrors;
  readonly language: Language;
  readonly onChange: (rules: KeywordRule[]) => void;
}

const answered: readonly Channel[] = ['sms', 'email', 'webhook'];

export function KeywordRules({ action, rules, errors, language, onChange }: KeywordRulesProps) {
  const { t } = useTranslation();
  const replace = (index: number, change: Partial<KeywordRule>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)));
  return (
    <>
      <ul className={styles['rules']}>
        {rules.map((rule, index) =>
          rule.action === action ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name of its own, and nothing of it is kept here
            <li key={index} className={styles['rule']}>
              <Select
                aria-label={t('inbound.keywords.language')}
                className={styles['language'] ?? ''}
                value={rule.language}
                options={languageCodes.map((value) => ({ value, label: languages[value] }))}
                onChange={(chosen) => replace(index, { language: chosen })}
              />
              <Select
                aria-label={t('inbound.keywords.channels')}
                className={styles['channels'] ?? ''}
                mode="multiple"
                status={rule.channels.length === 0 ? 'error' : ''}
                placeholder={t('inbound.keywords.channels')}
                value={rule.channels}
                options={answered.map((value) => ({ value, label: t(`channel.${value}`) }))}
                onChange={(channels) => replace(index, { channels })}
              />
              <Select
                aria-label={t('inbound.keywords.words')}
                className={styles['words'] ?? ''}
                mode="tags"
                open={false}
                suffixIcon={null}
                status={errorWithin(errors, `inbound.keywords.${index}.words`) ? 'error' : ''}
                placeholder={t('inbound.keywords.words')}
                tokenSeparators={[',', '，', '、', '\n']}
                value={rule.words}
                onChange={(words: string[]) => replace(index, { words: words.map((word) => word.trim()) })}
              />
              <Button
                type="text"
                aria-label={t('inbound.keywords.remove')}
                icon={<Icon name="trash" size={14} />}
                onClick={() => onChange(rules.filter((_, at) => at !== index))}
              />
              <ProblemLine problem={errorWithin(errors, `inbound.keywords.${index}`)} />
            </li>
          ) : null,
        )}
      </ul>
      <Button
        type="dashed"
        style={{ alignSelf: 'flex-start' }}
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...rules, { action, language, channels: ['sms'], words: [] }])}
      >
        {t('inbound.keywords.add')}
      </Button>
    </>
  );
}
