import { useTranslation } from 'react-i18next';
import type { DefinitionStatus } from '#contracts/api/definition.ts';
import { Pill, type Tone } from './marks.tsx';

const tones: Record<DefinitionStatus, Tone> = {
  draft: 'neutral',
  published: 'positive',
  paused: 'held',
  stopping: 'held',
  archived: 'neutral',
};

interface StatusPillProps {
  readonly definition: { readonly status: DefinitionStatus; readonly hasUnpublishedChanges: boolean };
}

export function StatusPill({ definition }: StatusPillProps) {
  const { t } = useTranslation();
  return (
    <span className="row wrap" style={{ gap: 4 }}>
      <Pill tone={tones[definition.status]}>{t(`status.${definition.status}`)}</Pill>
      {definition.status !== 'draft' && definition.hasUnpublishedChanges ? <Pill>{t('status.changes')}</Pill> : null}
    </span>
  );
}
