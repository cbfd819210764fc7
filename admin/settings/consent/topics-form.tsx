import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentTopic } from '#contracts/topic.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { TopicEditor } from './topics-editor.tsx';
import { TopicLine } from './topics-line.tsx';

/** What people can choose to hear about, in the order in which they see it. */
export function TopicsForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [open, setOpen] = useState<string>();
  const { topics } = value;
  const replace = (index: number, topic: ConsentTopic) =>
    onChange({ topics: topics.map((other, at) => (at === index ? topic : other)) });
  const move = (index: number, by: -1 | 1) => {
    const next = [...topics];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange({ topics: next });
  };
  const add = () => {
    const taken = new Set(topics.map(({ id }) => id));
    let number = topics.length + 1;
    while (taken.has(`topic-${number}`)) number += 1;
    setOpen(`topic-${number}`);
    onChange({ topics: [...topics, { id: `topic-${number}`, name: t('settings.newTopic') }] });
  };
  return (
    <Section title={t('settings.section.topics')}>
      <div className={styles['fields']}>
        <p className="soft">
          {t('settings.topicsHint')} {t('settings.topicsShown')}
        </p>
        <ul className={styles['topics']}>
          {topics.map((topic, index) => (
            <li key={topic.id} className={styles['topic']}>
              <TopicLine
                topic={topic}
                isOpen={open === topic.id}
                onOpen={(isOpen) => setOpen(isOpen ? topic.id : undefined)}
                {...(mayChange && index > 0 && { onUp: () => move(index, -1) })}
                {...(mayChange && index < topics.length - 1 && { onDown: () => move(index, 1) })}
              />
              {open === topic.id ? (
                <TopicEditor
                  topic={topic}
                  settings={value}
                  error={errors[`topics.${index}.name`]}
                  onChange={(next) => replace(index, next)}
                  {...(topics.length > 1 && {
                    onRemove: () => onChange({ topics: topics.filter((_, at) => at !== index) }),
                  })}
                />
              ) : null}
            </li>
          ))}
        </ul>
        <Button
          type="dashed"
          style={{ alignSelf: 'flex-start' }}
          icon={<Icon name="plus" size={14} />}
          disabled={!mayChange}
          onClick={add}
        >
          {t('settings.addTopic')}
        </Button>
      </div>
    </Section>
  );
}
