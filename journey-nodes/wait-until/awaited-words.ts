import type { TFunction } from 'i18next';
import { inboundWords } from '#admin/journeys/entries/inbound/inbound-words.ts';
import type { NodeOf, NodeTools } from '#admin/journeys/nodes/node-card.ts';

export type Awaited = NodeOf<'wait_until'>['options'][number]['on'];

export function awaitedWords(on: Awaited, { event, segment, condition, t }: NodeTools): string {
  switch (on.type) {
    case 'event':
      return event(on.match);
    case 'segment':
      return t(`journeys.segmentTrigger.${on.change}`, { segment: segment(on.segment) });
    case 'inbound':
      return inboundWords(on.match, t);
    case 'condition':
      return condition(on.condition);
  }
}

/** One option is simply what came; several are told apart by their event or their number. */
export function optionName(on: Awaited, index: number, count: number, t: TFunction): string {
  if (count === 1) return t('branch.matched');
  if (on.type === 'inbound' && on.match.text.is !== 'any') return on.match.text.words.join(' / ');
  return on.type === 'event' && on.match.event ? on.match.event : t('canvas.optionNumber', { number: index + 1 });
}
