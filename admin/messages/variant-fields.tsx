import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import type { MessageVariants } from '#contracts/message.ts';
import styles from './message-editor.module.css';
import { TemplateField } from './template-field.tsx';

interface VariantFieldsProps {
  readonly channel: Channel;
  readonly variants: MessageVariants;
  readonly onChange: (variants: MessageVariants) => void;
}

/** The fields of one channel's variant; all of them are Liquid. */
export function VariantFields({ channel, variants, onChange }: VariantFieldsProps) {
  const { t } = useTranslation();
  const { email, sms, push, webhook } = variants;
  return (
    <div className={styles['fields']}>
      {channel === 'email' && email ? (
        <>
          <TemplateField
            label={t('messages.subject')}
            value={email.subject}
            onChange={(subject) => onChange({ ...variants, email: { ...email, subject } })}
          />
          <TemplateField
            label={t('messages.preheader')}
            hint={t('messages.preheaderHint')}
            value={email.preheader}
            onChange={(preheader) => onChange({ ...variants, email: { ...email, preheader } })}
          />
          <TemplateField
            label={t('messages.html')}
            rows={16}
            code
            value={email.html}
            onChange={(html) => onChange({ ...variants, email: { ...email, html } })}
          />
          <TemplateField
            label={t('messages.plainText')}
            hint={t('messages.plainTextHint')}
            rows={3}
            value={email.text}
            onChange={(text) => onChange({ ...variants, email: { ...email, text } })}
          />
        </>
      ) : null}
      {channel === 'sms' && sms ? (
        <TemplateField
          label={t('messages.text')}
          rows={5}
          value={sms.text}
          onChange={(text) => onChange({ ...variants, sms: { text } })}
        />
      ) : null}
      {channel === 'push' && push ? (
        <>
          <TemplateField
            label={t('messages.title')}
            value={push.title}
            onChange={(title) => onChange({ ...variants, push: { ...push, title } })}
          />
          <TemplateField
            label={t('messages.text')}
            rows={3}
            value={push.body}
            onChange={(body) => onChange({ ...variants, push: { ...push, body } })}
          />
          <TemplateField
            label={t('messages.url')}
            hint={t('messages.urlHint')}
            value={push.url}
            onChange={(url) => onChange({ ...variants, push: { ...push, url } })}
          />
        </>
      ) : null}
      {channel === 'webhook' && webhook ? (
        <TemplateField
          label={t('messages.body')}
          hint={t('messages.bodyHint')}
          rows={10}
          code
          value={webhook.body}
          onChange={(body) => onChange({ ...variants, webhook: { body } })}
        />
      ) : null}
    </div>
  );
}
