import { useTranslation } from 'react-i18next';
import type { ImportUndo } from '#contracts/api/import-undo.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../data.module.css';
import { ProgressLine } from './import-progress-line.tsx';

/** How far the undo of an import is, and what came of it. */
export function ImportUndoPanel({ undo }: { undo: ImportUndo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stage, people, done, removed } = undo;
  const share = stage === 'done' ? 1 : stage === 'people' && people > 0 ? done / people : 0;
  const counted = { done: format.number(done), all: format.number(people) };
  return (
    <Section title={t('imports.undo.heading')}>
      <div className="column" style={{ gap: 16 }}>
        <ProgressLine share={share} label={t(`imports.undo.stage.${stage}`, counted)} />
        <div className={styles['figures']}>
          <Figure label={t('imports.undo.events')} value={format.number(undo.events)} />
          <Figure
            label={t('imports.undo.traits')}
            value={format.number(undo.traits)}
            note={t('imports.undo.traitsNote')}
          />
          <Figure label={t('imports.undo.consents')} value={format.number(undo.consents)} />
          <Figure
            label={t('imports.undo.removed')}
            value={format.number(removed)}
            note={t('imports.undo.removedNote')}
          />
        </div>
        <p className="small faint">
          {t('imports.undo.by', { name: undo.by })} · <RelativeTime at={undo.finishedAt ?? undo.startedAt} />
        </p>
      </div>
    </Section>
  );
}
