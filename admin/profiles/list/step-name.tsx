import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { journeyQuery } from '../../journeys/journey-queries.ts';
import { useNodeWords } from '../../journeys/use-node-words.ts';

/** A place in a journey as its canvas calls it: the journey, the kind of the step and what the step does. */
export function StepName({ journey, node }: { readonly journey: string; readonly node: string }) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const found = useQuery(journeyQuery(journey)).data;
  const step = [...(found?.published?.nodes ?? []), ...(found?.draft.nodes ?? [])].find(({ id }) => id === node);
  const name = step ? `${t(`node.${step.kind}`)} · ${words.node(step)}` : t('profiles.atFormerNode');
  return <>{t('profiles.atNode', { journey: found?.name ?? journey, node: found ? name : '…' })}</>;
}
