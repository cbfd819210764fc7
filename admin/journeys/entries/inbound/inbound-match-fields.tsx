import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import type { InboundMatch } from '#contracts/inbound/inbound.ts';
import { Field } from '../../../shared/ui/field.tsx';

interface InboundMatchFieldsProps {
  readonly match: InboundMatch;
  readonly onChange: (match: InboundMatch) => void;
}

/** Those on which people can answer. */
const answered: readonly Channel[] = ['sms', 'email', 'webhook'];
const kinds = ['keyword', 'contains', 'any'] as const;

export function InboundMatchFields({ match, onChange }: InboundMatchFieldsProps) {
  const { t } = useTranslation();
  const { channels, text } = match;
  const words = text.is === 'any' ? [] : text.words;
  const setKind = (is: (typeof kinds)[number]) =>
    onChange({ ...match, text: is === 'any' ? { is } : { is, words: [...words] } });
  return (
    <>
      <Field label={t('inbound.channels')}>
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            placeholder={t('inbound.anyChannel')}
            value={channels}
            options={answered.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChange={(chosen) => onChange({ ...match, channels: chosen })}
          />
        )}
      </Field>
      <Field label={t('inbound.text')} hint={t(`inbound.kindHint.${text.is}`)}>
        {(control) => (
          <Select
            {...control}
            value={text.is}
            options={kinds.map((value) => ({ value, label: t(`inbound.kind.${value}`) }))}
            onChange={setKind}
          />
        )}
      </Field>
      {text.is === 'any' ? null : (
        <Field
          label={t('inbound.words')}
          error={words.length === 0 ? t('inbound.wordsMissing') : undefined}
          hint={t('inbound.wordsHint')}
        >
          {(control) => (
            <Select
              {...control}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', '、', '\n']}
              placeholder={t('inbound.wordsPlaceholder')}
              value={[...words]}
              onChange={(written: string[]) => onChange({ ...match, text: { is: text.is, words: trimmed(written) } })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function trimmed(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
}
