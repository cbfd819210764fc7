import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import type { Json } from '#contracts/json.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';

type Of<Type extends TimelineItem['type']> = Extract<TimelineItem, { type: Type }>;

/** Who changed tags or owner, somebody of the team or a journey, and how. */
export function AttributeSentence({ item: { name, properties, by } }: { item: Of<'event'> }) {
  const { t } = useTranslation();
  const { actor = '', added, removed, owner } = properties;
  if (name === 'Owner Changed') {
    return typeof owner === 'string' ? t('attributes.ownerIs', { actor, owner }) : t('attributes.ownerNone', { actor });
  }
  const [more, fewer] = [listOf(added), listOf(removed)];
  const who = by ? t('attributes.byJourney', { journey: by.journeyName }) : actor;
  const components = {
    actor: by ? <Link className="link" to="/journeys/$id" params={{ id: by.journey }} /> : <span />,
  };
  return (
    <>
      {more === '' ? null : (
        <Trans i18nKey="attributes.tagsAdded" values={{ actor: who, tags: more }} components={components} />
      )}
      {more === '' || fewer === '' ? null : ' · '}
      {fewer === '' ? null : (
        <Trans i18nKey="attributes.tagsRemoved" values={{ actor: who, tags: fewer }} components={components} />
      )}
    </>
  );
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
