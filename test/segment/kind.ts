import fc from 'fast-check';
import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { boundaries } from './customer.ts';
import type { Entry } from './entry.ts';

/** Zones of both hemispheres, of half hours, whose clocks change at midnight or whose calendar left out a day. */
export const settings: fc.Arbitrary<SegmentSettings> = fc.record({
  timeZone: fc.constantFrom('Europe/London', 'America/St_Johns', 'Asia/Beirut', 'Australia/Lord_Howe', 'Asia/Shanghai'),
  orderEvent: fc.constant('Order Completed'),
  enabledChannels: fc.constantFrom<SegmentSettings['enabledChannels']>(
    ['email', 'sms', 'webhook'],
    ['email', 'sms'],
    ['email'],
  ),
  optInChannels: fc.constantFrom<SegmentSettings['optInChannels']>(['sms'], ['email'], []),
  rfm: fc.constant(boundaries),
  topics: fc.constantFrom<SegmentSettings['topics']>(
    [
      { id: 'offers', name: 'Offers' },
      { id: 'service', name: 'Service', channels: { email: { doubleOptIn: true } } },
    ],
    [
      { id: 'offers', name: 'Offers', archived: true },
      { id: 'service', name: 'Service' },
    ],
  ),
});

/** The moment that a condition is asked about, and what it goes by. */
export interface Asked {
  readonly now: Instant;
  readonly settings: SegmentSettings;
}

/** What the agreement tests must know of one kind of condition. Knows nothing of counters and nothing of SQL. */
export interface TestedKind<Condition> {
  readonly arbitrary: fc.Arbitrary<Condition>;
  /** By which cases are counted apart: each label must be met with both answers. */
  readonly label: (condition: Condition) => string;
  /** The naive evaluator: goes through the whole history, in the order of arrival. */
  readonly holds: (condition: Condition, history: readonly Entry[], asked: Asked) => boolean;
  /** Moments at which its answer may change although nothing happens. */
  readonly edges: (condition: Condition, history: readonly Entry[], settings: SegmentSettings) => readonly Instant[];
}
