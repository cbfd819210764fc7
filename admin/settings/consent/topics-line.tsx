import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type ConsentTopic, topicName } from '#contracts/topic.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import styles from '../settings-page.module.css';
import { basisOfRule, consentChannels } from './consent-basis.ts';

interface TopicLineProps {
  readonly topic: ConsentTopic;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
}

/** One topic in the list: its name as the reader's language has it, and where it differs from its channels. */
export function TopicLine({ topic, isOpen, onOpen, onUp, onDown }: TopicLineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = topicName(topic, language);
  const rules = consentChannels.flatMap((channel) => {
    const basis = basisOfRule(topic.channels?.[channel] ?? {});
    return basis === undefined ? [] : [`${t(`channel.${channel}`)}: ${t(`consent.basisShort.${basis}`)}`];
  });
  return (
    <div className="row">
      <span className="grow" style={{ minWidth: 0 }}>
        <span className="row wrap">
          <strong style={{ fontWeight: 500 }}>{name}</strong>
          {topic.archived ? <Pill tone="held">{t('settings.topicArchived')}</Pill> : null}
        </span>
        {rules.length > 0 ? <span className="small faint">{rules.join(' · ')}</span> : null}
      </span>
      <Button
        type="text"
        disabled={onUp === undefined}
        aria-label={`${t('settings.moveUp')}: ${name}`}
        icon={
          <span className={styles['up']}>
            <Icon name="chevronDown" size={14} />
          </span>
        }
        onClick={onUp}
      />
      <Button
        type="text"
        disabled={onDown === undefined}
        aria-label={`${t('settings.moveDown')}: ${name}`}
        icon={<Icon name="chevronDown" size={14} />}
        onClick={onDown}
      />
      <Button
        disabled={false}
        aria-expanded={isOpen}
        aria-label={`${t('settings.editTopic')}: ${name}`}
        onClick={() => onOpen(!isOpen)}
      >
        {t(isOpen ? 'settings.closeTopic' : 'settings.editTopic')}
      </Button>
    </div>
  );
}
