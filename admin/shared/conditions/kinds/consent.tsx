import { useTranslation } from 'react-i18next';
import { consentStandings, doNotContactScopes, suppressionReasons } from '#contracts/consent/consent.ts';
import { Choice } from '../parts/choice.tsx';
import { ChannelChoice, TopicChoice } from '../parts/contact-choices.tsx';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

const standings = [...consentStandings, 'none'] as const;

function ConsentSentence({ condition, onChange }: SentenceProps<ConditionOf<'consent'>>) {
  const { t } = useTranslation();
  const { topic, ...rest } = condition;
  return (
    <Sentence
      i18nKey="conditions.consent"
      parts={{
        channel: (
          <ChannelChoice channel={condition.channel} onChange={(channel) => onChange({ ...condition, channel })} />
        ),
        topic: (
          <TopicChoice
            topic={topic}
            none={t('conditions.wholeChannel')}
            onChange={(next) => onChange({ ...rest, ...(next && { topic: next }) })}
          />
        ),
        status: (
          <Choice
            label={t('conditions.standing.label')}
            value={condition.status}
            options={standings.map((value) => ({ value, label: t(`conditions.standing.${value}`) }))}
            onChange={(status) => onChange({ ...condition, status })}
          />
        ),
      }}
    />
  );
}

export const consent: ConditionView<'consent'> = {
  group: 'contact',
  icon: 'shield',
  create: () => ({ type: 'consent', channel: 'email', status: 'granted' }),
  Sentence: ConsentSentence,
  words: ({ channel, topic, status }, { t, topic: topicName }) =>
    t('conditionWords.consent', {
      channel: t(`channel.${channel}`),
      topic: topic ? topicName(topic) : t('conditions.wholeChannel'),
      status: t(`conditions.standing.${status}`),
    }),
  isComplete: () => true,
};

function ReachableSentence({ condition, onChange }: SentenceProps<ConditionOf<'reachable'>>) {
  const { t } = useTranslation();
  const { topic, ...rest } = condition;
  return (
    <Sentence
      i18nKey="conditions.reachable"
      parts={{
        channel: (
          <ChannelChoice channel={condition.channel} onChange={(channel) => onChange({ ...condition, channel })} />
        ),
        topic: (
          <TopicChoice
            topic={topic}
            none={t('conditions.anyTopic')}
            onChange={(next) => onChange({ ...rest, ...(next && { topic: next }) })}
          />
        ),
      }}
    />
  );
}

export const reachable: ConditionView<'reachable'> = {
  group: 'contact',
  icon: 'sent',
  create: () => ({ type: 'reachable', channel: 'email' }),
  Sentence: ReachableSentence,
  words: ({ channel, topic }, { t, topic: topicName }) =>
    t('conditionWords.reachable', {
      channel: t(`channel.${channel}`),
      topic: topic ? topicName(topic) : t('conditions.anyTopic'),
    }),
  isComplete: () => true,
};

function SuppressedSentence({ condition, onChange }: SentenceProps<ConditionOf<'suppressed'>>) {
  const { t } = useTranslation();
  const { reason, ...rest } = condition;
  return (
    <Sentence
      i18nKey="conditions.suppressed"
      parts={{
        channel: (
          <ChannelChoice channel={condition.channel} onChange={(channel) => onChange({ ...condition, channel })} />
        ),
        reason: (
          <Choice
            label={t('conditions.suppression.label')}
            value={reason ?? 'any'}
            options={(['any', ...suppressionReasons] as const).map((value) => ({
              value,
              label: t(`conditions.suppression.${value}`),
            }))}
            onChange={(next) => onChange({ ...rest, ...(next !== 'any' && { reason: next }) })}
          />
        ),
      }}
    />
  );
}

export const suppressed: ConditionView<'suppressed'> = {
  group: 'contact',
  icon: 'held',
  create: () => ({ type: 'suppressed', channel: 'email' }),
  Sentence: SuppressedSentence,
  words: ({ channel, reason }, { t }) =>
    t('conditionWords.suppressed', {
      channel: t(`channel.${channel}`),
      reason: t(`conditions.suppression.${reason ?? 'any'}`),
    }),
  isComplete: () => true,
};

function DoNotContactSentence({ condition, onChange }: SentenceProps<ConditionOf<'do_not_contact'>>) {
  const { t } = useTranslation();
  return (
    <Sentence
      i18nKey="conditions.doNotContact"
      parts={{
        scope: (
          <Choice
            label={t('conditions.contactScope.label')}
            value={condition.scope ?? 'any'}
            options={(['any', ...doNotContactScopes] as const).map((value) => ({
              value,
              label: t(`conditions.contactScope.${value}`),
            }))}
            onChange={(scope) => onChange({ type: 'do_not_contact', ...(scope !== 'any' && { scope }) })}
          />
        ),
      }}
    />
  );
}

export const doNotContact: ConditionView<'do_not_contact'> = {
  group: 'contact',
  icon: 'lock',
  create: () => ({ type: 'do_not_contact' }),
  Sentence: DoNotContactSentence,
  words: ({ scope }, { t }) =>
    t('conditionWords.doNotContact', { scope: t(`conditions.contactScope.${scope ?? 'any'}`) }),
  isComplete: () => true,
};
