import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { CompanyStimulus } from '#contracts/stimulus.ts';
import type { SendStimulusEffect } from '../effect.ts';
import { companySubject } from './company-id.ts';

/** The answer of somebody who is no member to a company that tells her something. It names her by nothing but her id. */
export function leftEffect(
  { workspace, company, picture }: CompanyStimulus,
  left: ProfileId,
  now: Instant,
): SendStimulusEffect {
  return {
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'company_told', workspace, profile: companySubject(company), at: now, receivedAt: now },
      ...{ id: `company_left:${left}:${picture.revision}`, company, traits: {}, left },
    },
  };
}
