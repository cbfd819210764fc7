import { useTranslation } from 'react-i18next';
import type { JourneyNode } from '#contracts/journey.ts';
import { useFormat } from '../../shared/format.ts';
import type { NodeCount } from './canvas-model.ts';
import styles from './journey-canvas.module.css';

/** One line of live counts: for a message what became of it, for all other steps how many came. */
export function NodeNumbers({ node, count }: { node: JourneyNode; count: NodeCount }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles['numbers']}>
      {node.kind === 'message' ? (
        <>
          <span>{t('journeys.countSent', { value: format.compact(count.sent) })}</span>
          {count.heldBack > 0 ? (
            <span className={styles['held']}>{t('journeys.countHeld', { value: format.compact(count.heldBack) })}</span>
          ) : null}
          {count.clicked > 0 ? (
            <span>{t('journeys.countClicked', { value: format.compact(count.clicked) })}</span>
          ) : null}
        </>
      ) : (
        <span>{t('journeys.countEntered', { value: format.compact(count.entered) })}</span>
      )}
    </div>
  );
}
