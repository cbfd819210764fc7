import type { Instant } from '#contracts/identifiers.ts';
import type { CompanyStimulus } from '#contracts/stimulus.ts';
import type { SendStimulusEffect } from '../effect.ts';
import { companySubject } from './company-id.ts';

interface Left extends Pick<CompanyStimulus, 'workspace' | 'profile' | 'company' | 'member' | 'page'> {
  /** Of the stimulus by which it is known. */
  readonly id: string;
}

/**
 * Tells a company that somebody is no member: the answer to what it tells her, and the last word of somebody who is erased.
 * It names her by nothing but the id under which she is kept there.
 */
export function leftEffect(
  { workspace, profile, id, company, member = profile, page }: Left,
  now: Instant,
): SendStimulusEffect {
  return {
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'company_told', workspace, profile: companySubject(company), at: now, receivedAt: now },
      ...{ id: `company_left:${member}:${id}`, company, traits: {}, left: member },
      ...(page !== undefined && { page }),
    },
  };
}
