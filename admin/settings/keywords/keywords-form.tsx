import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type KeywordAction, keywordActions } from '#contracts/inbound/inbound.ts';
import { defaultInboundSettings, type InboundSettings } from '#contracts/inbound/inbound-settings.ts';
import { Section } from '../../shared/ui/page.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { KeywordReplyFields } from './keyword-reply-fields.tsx';
import { KeywordRules } from './keyword-rules.tsx';

/** Words by which people leave, come back and ask for help, and what they are answered. */
export function KeywordsForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const inbound = value.inbound ?? defaultInboundSettings;
  const change = (next: Partial<InboundSettings>) => onChange({ inbound: { ...inbound, ...next } });
  const setReply = (action: KeywordAction, reply: InboundSettings['replies'][KeywordAction]) =>
    change({ replies: { ...inbound.replies, [action]: reply } });
  return (
    <>
      <Section title={t('inbound.keywords.title')}>
        <div className={styles['fields']}>
          <p className="soft">{t('inbound.keywords.hint')}</p>
          <p className="soft">{t('inbound.keywords.legal')}</p>
          {value.inbound === undefined ? (
            <p className="small faint">{t('inbound.keywords.shown')}</p>
          ) : (
            <Button
              style={{ alignSelf: 'flex-start' }}
              onClick={() => onChange({ inbound: defaultInboundSettings })}
              disabled={JSON.stringify(value.inbound) === JSON.stringify(defaultInboundSettings)}
            >
              {t('inbound.keywords.reset')}
            </Button>
          )}
        </div>
      </Section>
      {keywordActions.map((action) => (
        <Section key={action} title={t(`inbound.keywords.actionTitle.${action}`)}>
          <div className={styles['fields']}>
            <p className="soft">{t(`inbound.keywords.actionHint.${action}`)}</p>
            <KeywordRules
              action={action}
              rules={inbound.keywords}
              errors={errors}
              language={value.language}
              onChange={(keywords) => change({ keywords })}
            />
            <KeywordReplyFields
              action={action}
              reply={inbound.replies[action]}
              language={value.language}
              onChange={(reply) => setReply(action, reply)}
            />
          </div>
        </Section>
      ))}
    </>
  );
}
