import type { JsonObject } from '#contracts/json.ts';
import { derivedMessageId, type ImportEvent } from '#flow/import/import-event.ts';
import { dayOfYear, daysBefore } from './calendar.ts';
import { draw, drawn } from './draw.ts';

export interface Visitor {
  readonly userId: string;
  readonly signedUpAt: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** Enough for every story to have some people in it, few beside the customers of the data. */
export const visitorCount = 140;

const places = [
  { locale: 'en-GB', timeZone: 'Europe/London' },
  { locale: 'en-GB', timeZone: 'Europe/London' },
  { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
  { locale: 'zh-TW', timeZone: 'Asia/Taipei' },
  { locale: 'zh-HK', timeZone: 'Asia/Hong_Kong' },
] as const;

/** People who are not in the data: they have come to the shop within the last 40 days, and are called visitors. */
export function inventedVisitors(now: number): readonly Visitor[] {
  return Array.from({ length: visitorCount }, (_, index) => {
    const key = String(index);
    const digits = Math.floor(draw('visitor', key) * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    const signedUpAt = daysBefore(now, 1 + draw('visitor', key, 'since') * 39, 'visitor', key);
    return { userId: `visitor-${digits}`, signedUpAt, ...drawn(places, 'visitor', key, 'place') };
  });
}

/** How she became known. Half of those who read Chinese keep their birthday by the Chinese calendar. */
export function* introduce({ userId, signedUpAt, locale, timeZone }: Visitor): Generator<ImportEvent> {
  const readsChinese = locale.startsWith('zh');
  const birthday: JsonObject =
    draw(userId, 'birthday') < 0.6
      ? {
          birthday: dayOfYear(userId),
          ...(readsChinese && draw(userId, 'lunar') < 0.5 && { birthdayCalendar: 'lunar' }),
        }
      : {};
  const consents = [
    { channel: 'email', status: 'granted' },
    ...(draw(userId, 'sms') < 0.4 ? [{ channel: 'sms', status: 'granted' }] : []),
  ];
  const by = { userId, timestamp: signedUpAt, context: { locale, timezone: timeZone } };
  yield {
    ...{ type: 'identify', messageId: derivedMessageId('demo visitor', userId), ...by },
    traits: {
      name: `Visitor ${userId.slice('visitor-'.length)}`,
      email: `${userId}@example.com`,
      ...birthday,
      consents,
    },
  };
  yield {
    ...{ type: 'track', messageId: derivedMessageId('demo sign-up', userId), ...by },
    ...{ event: 'Signed Up', properties: { method: 'email' } },
  };
}
