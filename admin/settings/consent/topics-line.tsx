import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type ConsentTopic, topicName } from '#contracts/topic.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { MoveButtons } from '../../shared/ui/move-buttons.tsx';
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
      <MoveButtons
        up={`${t('settings.moveUp')}: ${name}`}
        down={`${t('settings.moveDown')}: ${name}`}
        onUp={onUp}
        onDown={onDown}
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
