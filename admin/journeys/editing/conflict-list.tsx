import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { type ChangeConflict, placeKey } from '#contracts/journey-editing/change.ts';
import { waysOf } from '../nodes/index.ts';
import { useNodeWords } from '../use-node-words.ts';
import styles from './colleagues.module.css';
import type { JourneyDraft } from './use-journey-draft.ts';

/** What a colleague changed at the same place at the same time: both versions, and a choice. Until then theirs stands. */
export function ConflictList({ draft }: { draft: JourneyDraft }) {
  const { t } = useTranslation();
  const describe = useConflictWords(draft.value);
  if (draft.conflicts.length === 0) return null;
  return (
    <Alert
      type="warning"
      title={t('canvas.conflict.title', { count: draft.conflicts.length })}
      description={
        <div>
          {draft.conflicts.map((conflict) => {
            const { place, mine, theirs } = describe(conflict);
            return (
              <div key={placeKey(conflict.place)} className={styles['conflict']}>
                <div>
                  <strong>{place}</strong>
                  <div className={styles['versions']}>
                    <span>{t('canvas.conflict.theirs', { value: theirs })}</span>
                    <span>{t('canvas.conflict.mine', { value: mine })}</span>
                  </div>
                </div>
                <span className="row wrap">
                  <Button size="small" onClick={() => draft.decide(conflict, 'theirs')}>
                    {t('canvas.conflict.keepTheirs')}
                  </Button>
                  <Button size="small" onClick={() => draft.decide(conflict, 'mine')}>
                    {t('canvas.conflict.useMine')}
                  </Button>
                </span>
              </div>
            );
          })}
        </div>
      }
    />
  );
}

/** A place and the two values that met there, in words. */
function useConflictWords(definition: JourneyDefinition) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const kindOf = (id: unknown) => {
    const node = definition.nodes.find((one) => one.id === id);
    return node ? t(`node.${node.kind}`) : t('canvas.conflict.gone');
  };
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return t('canvas.conflict.nothing');
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const step = (value: unknown): string =>
    value === null ? t('canvas.conflict.gone') : words.node({ branches: {}, ...(value as object) } as JourneyNode);

  return ({ place, mine, theirs }: ChangeConflict): { place: string; mine: string; theirs: string } => {
    switch (place.part) {
      case 'field':
        return {
          place: t(`canvas.field.${place.name}`, { defaultValue: place.name }),
          mine: text(mine),
          theirs: text(theirs),
        };
      case 'node':
      case 'position':
        return { place: kindOf(place.node), mine: step(mine), theirs: step(theirs) };
      case 'way': {
        const node = definition.nodes.find(({ id }) => id === place.node);
        const way = node && waysOf(node, t).find(({ branch }) => branch === place.branch)?.words;
        const leads = (to: unknown) => (to === null ? t('canvas.conflict.end') : kindOf(to));
        const name = [kindOf(place.node), way].filter(Boolean).join(' · ');
        return { place: name, mine: leads(mine), theirs: leads(theirs) };
      }
      case 'note':
      case 'notePosition': {
        const noteText = (value: unknown) => text((value as { text?: string } | null)?.text ?? null);
        return { place: t('canvas.note'), mine: noteText(mine), theirs: noteText(theirs) };
      }
    }
  };
}
