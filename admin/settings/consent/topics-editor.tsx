import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentTopic, Language } from '#contracts/topic.ts';
import { languageCodes, languages } from '../../i18n/languages.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import styles from '../settings-page.module.css';
import { consentChannels } from './consent-basis.ts';
import { ConsentRuleRow } from './consent-rule-row.tsx';

interface TopicEditorProps {
  readonly topic: ConsentTopic;
  readonly settings: WorkspaceSettings;
  readonly error: string | undefined;
  readonly onChange: (topic: ConsentTopic) => void;
  readonly onRemove?: () => void;
}

/** The id is what messages and consents refer to, so it does not change with the name. */
export function TopicEditor({ topic, settings, error, onChange, onRemove }: TopicEditorProps) {
  const { t } = useTranslation();
  const rename = (language: Language, name: string) =>
    onChange({
      ...topic,
      names: { ...topic.names, [language]: name },
      // What the API calls the topic follows the workspace's own language.
      ...(language === settings.language && name !== '' && { name }),
    });
  const describe = (language: Language, text: string) =>
    onChange({ ...topic, descriptions: { ...topic.descriptions, [language]: text } });
  return (
    <div className={styles['fields']} style={{ paddingTop: 16 }}>
      <p className="small faint">{t('settings.topicIdHint', { id: topic.id })}</p>
      {languageCodes.map((language) => (
        <div key={language} className={styles['pair']}>
          <Field
            label={t('settings.topicNameIn', { language: languages[language] })}
            error={language === settings.language ? error : undefined}
          >
            {(control) => (
              <Input
                {...control}
                lang={language}
                maxLength={200}
                placeholder={topic.name}
                value={topic.names?.[language] ?? (language === settings.language ? topic.name : '')}
                onChange={(event) => rename(language, event.target.value)}
              />
            )}
          </Field>
          <Field label={t('settings.topicDescriptionIn', { language: languages[language] })}>
            {(control) => (
              <Input
                {...control}
                lang={language}
                maxLength={500}
                value={topic.descriptions?.[language] ?? ''}
                onChange={(event) => describe(language, event.target.value)}
              />
            )}
          </Field>
        </div>
      ))}
      <h3>{t('settings.topicRules')}</h3>
      {consentChannels.map((channel) => (
        <ConsentRuleRow
          key={channel}
          channel={channel}
          rule={topic.channels?.[channel] ?? {}}
          inherited={settings}
          onChange={(rule) => onChange({ ...topic, channels: { ...topic.channels, [channel]: rule } })}
        />
      ))}
      <div className={styles['line']}>
        <Button onClick={() => onChange({ ...topic, archived: !topic.archived })}>
          {t(topic.archived ? 'settings.restore' : 'settings.archive')}
        </Button>
        {onRemove ? (
          <DeleteButton
            label={`${t('action.remove')}: ${topic.name}`}
            consequence={t('settings.removeTopic')}
            onDelete={onRemove}
          />
        ) : null}
      </div>
    </div>
  );
}
