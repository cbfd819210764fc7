import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import type { Json } from '#contracts/json.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';

type Of<Type extends TimelineItem['type']> = Extract<TimelineItem, { type: Type }>;

/** Who of the team changed tags or owner, and how. */
export function AttributeSentence({ item: { name, properties } }: { item: Of<'event'> }) {
  const { t } = useTranslation();
  const { actor = '', added, removed, owner } = properties;
  if (name === 'Owner Changed') {
    return typeof owner === 'string' ? t('attributes.ownerIs', { actor, owner }) : t('attributes.ownerNone', { actor });
  }
  const [more, fewer] = [added, removed].map(listOf);
  return [
    ...(more ? [t('attributes.tagsAdded', { actor, tags: more })] : []),
    ...(fewer ? [t('attributes.tagsRemoved', { actor, tags: fewer })] : []),
  ].join(' · ');
}

/** The stage of a lifecycle that was reached or left. */
export function StageSentence({ item: { segment, change } }: { item: Of<'membership'> }) {
  const { t } = useTranslation();
  const stage = stageOfSegment(segment);
  if (stage === undefined) return null;
  return (
    <Link className="link" to="/profiles" search={{ segment }}>
      {t(change === 'entered' ? 'attributes.enteredStage' : 'attributes.leftStage', {
        stage: t(`attributes.stage.${stage}`),
      })}
    </Link>
  );
}

function listOf(value: Json | undefined): string {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : '';
}
