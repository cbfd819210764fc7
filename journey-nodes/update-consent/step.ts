import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { applyUntrustedConsent } from '#core/profile/consent/consent.ts';

/** Nobody heard her say it: a yes does not go against what she refused herself, nor against her complaint. */
export function stepUpdateConsent({ work, node }: Visit<'update_consent'>): NodeStep<'update_consent'> {
  const changes = node.changes.map(({ channel, topic, status }) => ({
    channel,
    status,
    ...(topic !== undefined && { topic }),
  }));
  applyUntrustedConsent(work, changes, work.now, 'journey');
  return { type: 'go', branch: 'next' };
}
