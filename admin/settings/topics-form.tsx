import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { Field } from '../shared/ui/field.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Section } from '../shared/ui/page.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import type { SettingsFormProps } from './settings-form-props.ts';
import styles from './settings-page.module.css';

/** What people can opt out of. The id is what messages and consents refer to, so it does not change with the name. */
export function TopicsForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const topics = value.topics;
  const rename = (index: number, name: string) =>
    onChange({ topics: topics.map((topic, at) => (at === index ? { ...topic, name } : topic)) });
  return (
    <Section title={t('settings.section.topics')}>
      <div className={styles['fields']}>
        <p className="soft">{t('settings.topicsHint')}</p>
        {topics.map((topic, index) => (
          <Field key={topic.id} label={topic.id} error={errors[`topics.${index}.name`]}>
            {(control) => (
              <span className="row">
                <Input
                  {...control}
                  maxLength={200}
                  value={topic.name}
                  onChange={(event) => rename(index, event.target.value)}
                />
                <Button
                  type="text"
                  disabled={!mayChange || topics.length === 1}
                  aria-label={`${t('action.remove')}: ${topic.name}`}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => onChange({ topics: topics.filter((_, at) => at !== index) })}
                />
              </span>
            )}
          </Field>
        ))}
        <Button
          type="dashed"
          style={{ alignSelf: 'flex-start' }}
          icon={<Icon name="plus" size={14} />}
          onClick={() =>
            onChange({ topics: [...topics, { id: `topic-${topics.length + 1}`, name: t('settings.newTopic') }] })
          }
        >
          {t('settings.addTopic')}
        </Button>
      </div>
    </Section>
  );
}
