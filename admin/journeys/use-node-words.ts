import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JourneyNode, JourneyTrigger } from '#contracts/journey.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { useConditionWords } from '../shared/conditions/condition-words.ts';
import { useFormat } from '../shared/format.ts';

interface NodeWords {
  /** What the step does, in a few words. */
  readonly node: (node: JourneyNode) => string;
  readonly trigger: (trigger: JourneyTrigger) => string;
}

export function useNodeWords(): NodeWords {
  const { t } = useTranslation();
  const format = useFormat();
  const messages = useQuery(messagesQuery);
  const segments = useQuery(segmentsQuery);
  const nameOf = (items: readonly { id: string; name: string }[] | undefined, id: string) =>
    items?.find((item) => item.id === id)?.name ?? (id || '…');
  const messageName = (id: string) => nameOf(messages.data?.items, id);
  const words = useConditionWords(messageName);

  const trigger = (one: JourneyTrigger): string =>
    one.type === 'event'
      ? words.event(one.match)
      : t(`journeys.segmentTrigger.${one.change}`, { segment: nameOf(segments.data?.items, one.segment) });

  const node = (one: JourneyNode): string => {
    switch (one.kind) {
      case 'trigger':
        return trigger(one.trigger);
      case 'wait':
        return format.duration(one.minutes);
      case 'wait_until':
        return t('journeys.waitUntilWords', {
          event: words.event(one.match),
          time: format.duration(one.timeoutMinutes),
        });
      case 'condition':
        return words.condition(one.condition);
      case 'message':
        return messageName(one.message);
      case 'exit':
        return t('journeys.exitWords');
    }
  };
  return { node, trigger };
}
