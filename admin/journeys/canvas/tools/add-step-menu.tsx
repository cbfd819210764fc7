import { useTranslation } from 'react-i18next';
import type { JourneyNodeKind } from '#contracts/journey.ts';
import { ChoiceMenu } from '../../../shared/ui/choice-menu.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { useMayChange } from '../../../sign-in/use-may-change.ts';
import { addableKinds, cardOf } from '../../nodes/index.ts';
import { nodeGroups } from '../../nodes/node-card.ts';
import styles from '../journey-canvas.module.css';

interface AddStepMenuProps {
  /** Only there can a run be ended: elsewhere what follows would be lost. */
  readonly atEnd?: boolean;
  readonly onAdd: (kind: JourneyNodeKind) => void;
}

export function AddStepMenu({ atEnd = false, onAdd }: AddStepMenuProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  if (!mayChange) return null;
  const kinds = addableKinds.filter((kind) => atEnd || kind !== 'exit');
  return (
    <ChoiceMenu
      menu={{
        style: { maxHeight: 400, overflowY: 'auto' },
        items: nodeGroups.map((group) => ({
          key: group,
          type: 'group',
          label: t(`canvas.group.${group}`),
          children: kinds
            .filter((kind) => cardOf(kind).group === group)
            .map((kind) => ({
              key: kind,
              // The menu gives its distance to an element that takes a class.
              icon: (
                <span>
                  <Icon name={cardOf(kind).icon} size={14} />
                </span>
              ),
              label: t(`node.${kind}`),
              onClick: () => onAdd(kind),
            })),
        })),
      }}
    >
      <button type="button" className={`${styles['plus']} nodrag nopan`} aria-label={t('journeys.addStep')}>
        <Icon name="plus" size={14} />
      </button>
    </ChoiceMenu>
  );
}
