import type { TFunction } from 'i18next';
import { type LeadScoreSettings, suggestedLeadScore } from '#contracts/lead-score.ts';

/** The suggested rules under names in the reader's language. */
export function suggestedScore(t: TFunction): LeadScoreSettings {
  return {
    ...suggestedLeadScore,
    rules: suggestedLeadScore.rules.map((rule) => ({
      ...rule,
      name: t(`leadScore.suggested.${rule.id}`, { defaultValue: rule.name }),
    })),
  };
}
