import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import styles from './mapping.module.css';
import { namedTargets, type Room, rooms, splitTarget } from './targets.ts';

interface TargetFieldsProps {
  readonly value: string;
  /** Lists have no place but under a name. */
  readonly only?: readonly Room[];
  readonly suggested?: string;
  readonly onChange: (target: string) => void;
}

/** What a value becomes: who it is, when it was, or a trait or property under a name. */
export function TargetFields({ value, only, suggested = '', onChange }: TargetFieldsProps) {
  const { t } = useTranslation();
  const { choice, name } = splitTarget(value);
  const words = (target: string) => t(`imports.target.${target.replace('externalIds.', '')}`);
  const roomWords = (room: Room) => t(`sources.rooms.${room}`);
  const options = (only ?? rooms).map((room) => ({ value: room as string, label: roomWords(room) }));
  return (
    <span className={styles['target']}>
      <Select
        aria-label={t('sources.target')}
        value={choice}
        showSearch={{ optionFilterProp: 'label' }}
        options={
          only ? options : [...namedTargets.map((target) => ({ value: target, label: words(target) })), ...options]
        }
        onChange={(next) => onChange(rooms.some((room) => room === next) ? `${next}.${name || suggested}` : next)}
      />
      {rooms.some((room) => room === choice) ? (
        <Input
          className="mono"
          aria-label={t('sources.targetName')}
          placeholder={t('sources.targetName')}
          maxLength={180}
          status={name === '' ? 'error' : ''}
          value={name}
          onChange={(event) => onChange(`${choice}.${event.target.value}`)}
        />
      ) : null}
    </span>
  );
}
