import type { IdentifyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../../work.ts';
import { applyUntrustedConsent } from './consent.ts';
import { consentSettingsOf } from './consent-rule.ts';
import { categoryConsents } from './said-consent.ts';

/** Segment's clients send it when somebody changes her mind in a consent manager. */
const preferenceUpdated = 'Segment Consent Preference Updated';

/**
 * Takes in what a consent manager says with an identify or when she changes it. Every other event carries the same
 * preferences along, so they are news only there, and only where they differ from what holds.
 */
export function hearConsentManager(work: Work, stimulus: IdentifyStimulus | TrackStimulus): void {
  if (stimulus.type === 'track' && stimulus.name !== preferenceUpdated) return;
  const { categories } = consentSettingsOf(work.release.source.settings);
  const said = categoryConsents(stimulus.context, categories).filter(({ channel, topic, status }) => {
    const held = work.state.consents.find((one) => one.channel === channel && one.topic === topic);
    const standing = held?.status === 'pending' ? 'granted' : held?.status;
    return standing !== status;
  });
  if (said.length > 0) applyUntrustedConsent(work, said, stimulus.at, 'consent_manager');
}
