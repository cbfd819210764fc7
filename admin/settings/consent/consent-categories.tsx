import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { ConsentCategory } from '#contracts/consent/consent-settings.ts';
import { type ConsentTopic, topicName } from '#contracts/topic.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { errorWithin, type FieldErrors } from '../../shared/field-errors.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ProblemLine } from '../../shared/ui/problem-line.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../settings-page.module.css';
import { consentChannels } from './consent-basis.ts';

interface ConsentCategoriesProps {
  readonly categories: readonly ConsentCategory[];
  readonly topics: readonly ConsentTopic[];
  readonly errors: FieldErrors;
  readonly onChange: (categories: ConsentCategory[]) => void;
}

/** What the categories of a site's consent manager mean in our channels and topics. */
export function ConsentCategories({ categories, topics, errors, onChange }: ConsentCategoriesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const mayChange = useMayChange();
  const change = (index: number, part: Partial<ConsentCategory>) =>
    onChange(categories.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className={styles['fields']}>
      <p className="soft">{t('consent.categoriesHint')}</p>
      {categories.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a category has no other name than the one that is being typed
        <div key={index} className={styles['category']}>
          <Input
            aria-label={t('consent.category')}
            placeholder={t('consent.category')}
            value={one.category}
            status={one.category === '' ? 'error' : ''}
            onChange={(event) => change(index, { category: event.target.value })}
          />
          <Select
            mode="multiple"
            aria-label={t('consent.categoryChannels')}
            placeholder={t('consent.categoryChannels')}
            value={one.channels}
            status={one.channels.length === 0 ? 'error' : ''}
            options={consentChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChange={(channels) => change(index, { channels })}
          />
          <Select
            mode="multiple"
            aria-label={t('consent.categoryTopics')}
            placeholder={t('consent.categoryTopics')}
            value={one.topics}
            options={topics.map((topic) => ({ value: topic.id, label: topicName(topic, language) }))}
            onChange={(chosen) => change(index, { topics: chosen })}
          />
          <Button
            type="text"
            aria-label={`${t('action.remove')}: ${one.category}`}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange(categories.filter((_, at) => at !== index))}
          />
          <ProblemLine problem={errorWithin(errors, `consent.categories.${index}`)} />
        </div>
      ))}
      <Button
        type="dashed"
        style={{ alignSelf: 'flex-start' }}
        disabled={!mayChange}
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...categories, { category: '', channels: ['email'], topics: [] }])}
      >
        {t('consent.addCategory')}
      </Button>
    </div>
  );
}
