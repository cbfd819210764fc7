import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyValue } from '#contracts/journey/value.ts';
import type { JourneyNode, JourneyNodeKind, JourneyTrigger } from '#contracts/journey.ts';
import { couponPoolsQuery } from '../coupons/coupon-queries.ts';
import { listsQuery } from '../lists/list-queries.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { testWords, useConditionWords } from '../shared/conditions/condition-words.ts';
import { useFormat } from '../shared/format.ts';
import { useNames } from '../shared/names/use-names.ts';
import { entryWords } from './entries/index.ts';
import { journeysQuery } from './journey-queries.ts';
import { cardOf } from './nodes/index.ts';
import type { NodeCard, NodeTools } from './nodes/node-card.ts';

interface NodeWords {
  /** What the step does, in a few words. */
  readonly node: (node: JourneyNode) => string;
  readonly trigger: (trigger: JourneyTrigger) => string;
}

type Named = { readonly id: string; readonly name: string };

export function useNodeWords(): NodeWords {
  const { t } = useTranslation();
  const format = useFormat();
  const messages = useQuery(messagesQuery).data?.items;
  const segments = useQuery(segmentsQuery).data?.items;
  const journeys = useQuery(journeysQuery).data?.items;
  const lists = useQuery(listsQuery).data?.items;
  const pools = useQuery(couponPoolsQuery).data;
  const message = (id: string) => nameIn(messages, id);
  const segment = (id: string) => nameIn(segments, id);
  const names = useNames();
  const ofEntry = (path: string) => names.property(undefined, path);
  const words = useConditionWords(message);

  const condition = (one: JourneyCondition): string => {
    switch (one.type) {
      case 'profile':
        return words.condition(one.condition);
      case 'segment':
        return t(`canvas.segmentWords.${one.is}`, { segment: segment(one.segment) });
      case 'entry':
        return testWords(t, one.test, ofEntry);
      case 'run':
        return testWords(t, one.test);
      case 'not':
        return t('conditionWords.not', { condition: condition(one.condition) });
      case 'all':
      case 'any':
        if (one.conditions.length === 0) return t(`conditionWords.empty.${one.type}`);
        return one.conditions.map(condition).join(t(`conditionWords.joint.${one.type}`));
    }
  };
  const value = (one: JourneyValue): string => {
    switch (one.from) {
      case 'constant':
        return String(one.value) || '…';
      case 'event':
        return one.property === '' ? '…' : ofEntry(one.property);
      case 'run':
        return one.variable || '…';
      case 'trait':
        return one.trait === '' ? '…' : names.trait(one.trait);
      case 'now':
        return t('canvas.now');
    }
  };
  const journey = (id: string) => nameIn(journeys, id);
  const list = (id: string) => nameIn(lists, id);
  const pool = (id: string) => nameIn(pools, id);
  const tools = { t, format, message, segment, journey, list, pool, event: words.event, condition, value };
  const entry = (one: JourneyTrigger) => entryWords(one, tools);
  const all: NodeTools = { ...tools, entry };
  return {
    node: (one) => {
      const card: NodeCard<JourneyNodeKind> = cardOf(one.kind);
      return card.words(one, all);
    },
    trigger: entry,
  };
}

function nameIn(items: readonly Named[] | undefined, id: string): string {
  return items?.find((item) => item.id === id)?.name ?? (id || '…');
}
