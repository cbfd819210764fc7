import Dropdown from 'antd/es/dropdown';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/ui/icon.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { type AddableKind, addableKinds } from './edit-journey.ts';
import styles from './journey-canvas.module.css';
import { nodeIcons } from './node-icons.ts';

interface AddStepMenuProps {
  /** Only there can a run be ended: elsewhere what follows would be lost. */
  readonly atEnd?: boolean;
  readonly onAdd: (kind: AddableKind) => void;
}

export function AddStepMenu({ atEnd = false, onAdd }: AddStepMenuProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  if (!mayChange) return null;
  const kinds = addableKinds.filter((kind) => atEnd || kind !== 'exit');
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: kinds.map((kind) => ({
          key: kind,
          icon: <Icon name={nodeIcons[kind]} size={14} />,
          label: t(`node.${kind}`),
          onClick: () => onAdd(kind),
        })),
      }}
    >
      <button type="button" className={`${styles['plus']} nodrag nopan`} aria-label={t('journeys.addStep')}>
        <Icon name="plus" size={14} />
      </button>
    </Dropdown>
  );
}
