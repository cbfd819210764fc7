import type { ExitRule, JourneyNode, JourneyTrigger } from '#contracts/journey.ts';
import type { SegmentCondition } from '#contracts/segment.ts';

type PropertyTests = Extract<JourneyTrigger, { type: 'event' }>['match']['where'];

/** Short forms of journey nodes for tests. */
export const onEvent = (event: string, where: PropertyTests = []): ExitRule => ({
  type: 'event',
  match: { event, where },
});

export const onSegment = (segment: string, change: 'entered' | 'left'): ExitRule => ({
  type: 'segment',
  segment,
  change,
});

export const triggerNode = (trigger: JourneyTrigger, next: string | null): JourneyNode => ({
  id: 'start',
  kind: 'trigger',
  trigger,
  branches: { next },
});

export const waitNode = (id: string, minutes: number, next: string | null): JourneyNode => ({
  id,
  kind: 'wait',
  minutes,
  branches: { next },
});

export const waitUntilNode = (
  id: string,
  event: string,
  timeoutMinutes: number,
  branches: { readonly matched: string | null; readonly timeout: string | null },
): JourneyNode => ({
  id,
  kind: 'wait_until',
  options: [{ id: 'matched', on: { type: 'event', match: { event, where: [] } } }],
  pick: 'first',
  timeoutMinutes,
  branches,
});

export const conditionNode = (
  id: string,
  condition: SegmentCondition,
  branches: { readonly yes: string | null; readonly no: string | null },
): JourneyNode => ({
  id,
  kind: 'condition',
  cases: [{ id: 'yes', condition: { type: 'profile', condition } }],
  branches,
});

export const messageNode = (id: string, message: string, next: string | null): JourneyNode => ({
  id,
  kind: 'message',
  message,
  branches: { next },
});

export const exitNode = (id: string): JourneyNode => ({ id, kind: 'exit', branches: {} });
