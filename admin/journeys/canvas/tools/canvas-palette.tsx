import Button from 'antd/es/button';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyNodeKind } from '#contracts/journey.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { addableKinds, cardOf } from '../../nodes/index.ts';
import { nodeGroups } from '../../nodes/node-card.ts';
import styles from './canvas-palette.module.css';

const dragType = 'application/x-throughline-step';
const storageKey = 'throughline.journey-palette';

interface CanvasPaletteProps {
  /** By click or Enter: it goes behind the chosen step. */
  readonly onAdd: (kind: JourneyNodeKind) => void;
  readonly onNote: () => void;
}

/** All kinds of steps, to be dragged onto a way or an empty place. */
export function CanvasPalette({ onAdd, onNote }: CanvasPaletteProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(() => localStorage.getItem(storageKey) !== 'closed');
  const toggle = () => {
    localStorage.setItem(storageKey, isOpen ? 'closed' : 'open');
    setOpen(!isOpen);
  };
  return (
    <nav className={styles['palette']} data-open={isOpen} aria-label={t('canvas.palette')}>
      <Button
        type="text"
        size="small"
        className={styles['toggle'] ?? ''}
        aria-expanded={isOpen}
        icon={<Icon name={isOpen ? 'arrowLeft' : 'plus'} size={14} />}
        onClick={toggle}
      >
        {isOpen ? t('canvas.palette') : t('canvas.add')}
      </Button>
      {isOpen
        ? nodeGroups.map((group) => (
            <section key={group}>
              <h3 className={styles['group']}>{t(`canvas.group.${group}`)}</h3>
              {addableKinds
                .filter((kind) => cardOf(kind).group === group)
                .map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    draggable
                    className={styles['item']}
                    title={t('canvas.paletteHint')}
                    onDragStart={(event) => {
                      event.dataTransfer.setData(dragType, kind);
                      event.dataTransfer.effectAllowed = 'copy';
                    }}
                    onClick={() => onAdd(kind)}
                  >
                    <Icon name={cardOf(kind).icon} size={14} />
                    <span>{t(`node.${kind}`)}</span>
                  </button>
                ))}
            </section>
          ))
        : null}
      {isOpen ? (
        <section>
          <h3 className={styles['group']}>{t('canvas.group.notes')}</h3>
          <button type="button" className={styles['item']} onClick={onNote}>
            <Icon name="note" size={14} />
            <span>{t('canvas.note')}</span>
          </button>
        </section>
      ) : null}
    </nav>
  );
}

/** While it is dragged the browser says only that it is a step, not which one. */
export function isStepDrag(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(dragType);
}

export function draggedKind(event: DragEvent): JourneyNodeKind | undefined {
  const dragged = event.dataTransfer.getData(dragType);
  return addableKinds.find((kind) => kind === dragged);
}
