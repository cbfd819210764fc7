import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import { engagementKinds } from '#contracts/segment/engagement.ts';
import { messagesQuery } from '../../../messages/message-queries.ts';
import { Choice } from '../parts/choice.tsx';
import { isWindowComplete } from '../parts/complete.ts';
import { isNever } from '../parts/frequency.ts';
import { useFrequencyParts } from '../parts/frequency-parts.tsx';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';
import { frequencyWords } from './frequency-words.ts';

function EngagementSentence({ condition, onChange }: SentenceProps<ConditionOf<'engagement'>>) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery).data?.items ?? [];
  const { channel, message, frequency, ...rest } = condition;
  const parts = useFrequencyParts({ frequency, onChange: (next) => onChange({ ...condition, frequency: next }) });
  const narrowed = { ...rest, frequency };
  return (
    <Sentence
      i18nKey={isNever(frequency) ? 'conditions.engagementNever' : 'conditions.engagement'}
      count={frequency.times}
      parts={{
        ...parts,
        kind: (
          <Choice
            label={t('conditions.kind')}
            value={condition.kind}
            options={engagementKinds.map((value) => ({ value, label: t(`conditions.engagementKind.${value}`) }))}
            onChange={(kind) => onChange({ ...condition, kind })}
          />
        ),
        message: (
          <Choice
            label={t('navigation.messages')}
            value={message ?? ''}
            options={[
              { value: '', label: t('conditions.anyMessage') },
              ...messages.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(next) => onChange({ ...narrowed, ...(channel && { channel }), ...(next && { message: next }) })}
          />
        ),
        channel: (
          <Choice
            label={t('conditions.channel')}
            value={channel ?? ''}
            options={[
              { value: '', label: t('conditions.anyChannel') },
              ...channels.map((value) => ({ value, label: t(`channel.${value}`) })),
            ]}
            onChange={(next) => onChange({ ...narrowed, ...(message && { message }), ...(next && { channel: next }) })}
          />
        ),
      }}
    />
  );
}

export const engagement: ConditionView<'engagement'> = {
  group: 'contact',
  icon: 'opened',
  create: () => ({
    type: 'engagement',
    kind: 'opened',
    frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
  }),
  Sentence: EngagementSentence,
  words: ({ kind, message, channel, frequency }, tools) => {
    const words = {
      kind: tools.t(`conditions.engagementKind.${kind}`),
      message: message ? tools.message(message) : tools.t('conditions.anyMessage'),
      channel: channel ? tools.t(`channel.${channel}`) : tools.t('conditions.anyChannel'),
      ...frequencyWords(frequency, tools),
    };
    if (isNever(frequency)) return tools.t('conditionWords.engagementNever', words);
    return tools.t('conditionWords.engagement', words);
  },
  isComplete: ({ frequency }) => isWindowComplete(frequency.window),
};
