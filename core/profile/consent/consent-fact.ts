import type { ConsentProof } from '#contracts/consent/consent.ts';
import type { ConsentFact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Work } from '../../work.ts';

export type ConsentRecord = Pick<ConsentFact, 'kind' | 'status' | 'source'> &
  Partial<Pick<ConsentFact, 'channel' | 'topic' | 'detail' | 'until' | 'before'>>;

export function recordConsent(work: Work, record: ConsentRecord, at: Instant, proof: ConsentProof = {}): void {
  work.facts.push({
    ...proof,
    type: 'consent',
    profile: work.state.profile,
    at,
    receivedAt: work.now,
    channel: '',
    topic: '',
    detail: '',
    until: 0,
    ...(work.import !== undefined && { import: work.import }),
    ...record,
  });
}
