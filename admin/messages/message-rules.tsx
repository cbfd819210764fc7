import { useQuery } from '@tanstack/react-query';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { MessageDefinition } from '#contracts/message.ts';
import { languages as codes, type Language } from '#contracts/topic.ts';
import { languages } from '../i18n/languages.ts';
import { settingsQuery } from '../shared/settings-query.ts';
import { DurationInput } from '../shared/ui/duration-input.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Section } from '../shared/ui/page.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { ChannelOrder } from './channel-order.tsx';
import styles from './message-editor.module.css';

interface MessageRulesProps {
  readonly message: MessageDefinition;
  readonly mainLanguage: Language;
  readonly onChange: (message: MessageDefinition) => void;
}

/** What the arbiter reads: purpose, consent topic, priority, validity and the preferred channels. */
export function MessageRules({ message, mainLanguage, onChange }: MessageRulesProps) {
  const { t } = useTranslation();
  const { data: settings } = useQuery(settingsQuery);
  const topics = settings?.topics ?? [];
  return (
    <Section title={t('messages.rules')}>
      <div className={styles['rules']}>
        <Field label={t('messages.purpose')} hint={t(`messages.purposeHint.${message.purpose}`)}>
          {() => (
            <Segmented
              aria-label={t('messages.purpose')}
              block
              value={message.purpose}
              options={(['marketing', 'transactional'] as const).map((value) => ({
                value,
                label: t(`messages.purposes.${value}`),
              }))}
              onChange={(purpose) => onChange({ ...message, purpose })}
            />
          )}
        </Field>
        <Field label={t('messages.topic')} hint={t('messages.topicHint')}>
          {(control) => (
            <Select
              {...control}
              value={message.topic}
              options={topics.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(topic) => onChange({ ...message, topic })}
            />
          )}
        </Field>
        <Field label={t('messages.mainLanguageLabel')} hint={t('messages.mainLanguageHint')}>
          {(control) => (
            <Select
              {...control}
              value={mainLanguage}
              options={codes.map((value) => ({
                ...{ value, label: languages[value] },
                disabled: message.translations?.[value] !== undefined,
              }))}
              onChange={(language) => onChange({ ...message, language })}
            />
          )}
        </Field>
        <Field label={t('messages.priority')} hint={t('messages.priorityHint')}>
          {(control) => (
            <InputNumber
              {...control}
              min={0}
              max={100}
              precision={0}
              style={{ width: '100%' }}
              value={message.priority}
              onChange={(priority) => onChange({ ...message, priority: priority ?? 50 })}
            />
          )}
        </Field>
        <Field label={t('messages.valid')} hint={t('messages.validHint')}>
          {(control) => (
            <DurationInput
              {...control}
              minutes={message.validMinutes}
              onChange={(validMinutes) => onChange({ ...message, validMinutes })}
            />
          )}
        </Field>
        {message.purpose === 'marketing' ? (
          <Field label={t('messages.whenCapped')} hint={t('messages.whenCappedHint')}>
            {(control) => (
              <Select
                {...control}
                value={message.whenCapped ?? 'wait'}
                options={(['wait', 'hold_back'] as const).map((value) => ({
                  value,
                  label: t(`messages.whenCappedChoice.${value}`),
                }))}
                onChange={(whenCapped) => onChange({ ...message, whenCapped })}
              />
            )}
          </Field>
        ) : null}
        <Field label={t('messages.channelOrder')} hint={t('messages.channelOrderHint')}>
          {() => (
            <ChannelOrder
              order={message.channelOrder}
              onChange={(channelOrder) => onChange({ ...message, channelOrder })}
            />
          )}
        </Field>
        <Field label={t('messages.id')} hint={t('messages.idHint')}>
          {(control) => <Input {...control} className="mono" readOnly value={message.id} />}
        </Field>
      </div>
    </Section>
  );
}
