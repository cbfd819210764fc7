import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkClaims } from '#channels/links/token.ts';
import { groupCommit } from '#components/group-commit.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus, ReceiptStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { shortHash } from '#core/stable-id.ts';
import type { HostedParts } from './hosted-parts.ts';

/** A person who follows a link waits no longer for our book-keeping than this. */
const longestWait = 300;
const stimuliPerAppend = 500;
const minute = 60_000;

export interface EngagementRecorder {
  /** Resolves when it is stored, or earlier: an open or a click may be lost when the database is away. */
  record(claims: LinkClaims, kind: 'opened' | 'clicked'): Promise<void>;
}

/** Opens and clicks become receipts in the log; those that come together share one append. */
export function createEngagementRecorder({ appendStimuli, inbox, clock, log }: HostedParts): EngagementRecorder {
  const append = groupCommit<ProfileStimulus>(appendStimuli, stimuliPerAppend);
  return {
    async record(claims, kind) {
      const now = clock();
      const lane = laneOf(claims.workspace, claims.profile);
      const stored = Promise.all([
        append(engagementReceipt(claims, kind, now)),
        inbox.markEngaged(lane, claims.delivery, kind, now),
      ]).catch((error: unknown) => log.error({ err: error }, `a message was ${kind}, which could not be stored`));
      await Promise.race([stored, sleep(longestWait, undefined, { ref: false })]);
    },
  };
}

/** Mail programs and scanners ask several times: what happens within the same minute is the same. */
export function engagementReceipt(claims: LinkClaims, kind: ReceiptStimulus['kind'], now: Instant): ReceiptStimulus {
  const { workspace, profile, delivery, channel, detail } = claims;
  const link = kind === 'clicked' ? detail : undefined;
  const words = [delivery, kind, ...(link === undefined ? [] : [shortHash(12, link)]), Math.floor(now / minute)];
  return {
    type: 'receipt',
    workspace,
    profile,
    id: words.join(':'),
    at: now,
    receivedAt: now,
    delivery,
    kind,
    channel,
    ...(link !== undefined && { link }),
  };
}
