import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { type ImportMapping, importOpenTargets } from '#contracts/import.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from './import.module.css';
import { TargetSelect } from './import-target-select.tsx';
import { openTarget, splitTarget, targetGroups } from './import-targets.ts';

interface ImportConstantsProps {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

/** What holds for every row although no column says it: the event of a file of sign-ups, the shop that it comes from. */
export function ImportConstants({ mapping, onChange }: ImportConstantsProps) {
  const { t } = useTranslation();
  const { kind, constants } = mapping;
  const room = importOpenTargets[kind];
  const put = (index: number, change: Partial<(typeof constants)[number]>) =>
    onChange({
      ...mapping,
      constants: constants.map((one, place) => (place === index ? { ...one, ...change } : one)),
    });
  const add = () => {
    const taken = new Set([...mapping.columns, ...constants].map(({ target }) => target));
    const needed = targetGroups(kind)[1]?.targets.find((target) => target === 'event' && !taken.has(target));
    onChange({
      ...mapping,
      constants: [
        ...constants,
        { target: needed ?? `${room}.source_${constants.length + 1}`, value: t('imports.constantValue') },
      ],
    });
  };
  return (
    <div className="column">
      {constants.map(({ target, value }, index) => {
        const { choice, name } = splitTarget(kind, target);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the target changes while it is typed
          <div key={index} className={styles['constant']}>
            <TargetSelect
              kind={kind}
              label={t('imports.constantTarget')}
              value={choice}
              onChange={(next) => put(index, { target: next === openTarget ? `${room}.name` : next })}
            />
            {choice === openTarget ? (
              <Input
                aria-label={t('imports.constantName')}
                className="mono"
                value={name}
                onChange={(event) => put(index, { target: `${room}.${event.target.value || 'name'}` })}
              />
            ) : null}
            <Input
              aria-label={t('imports.constantValue')}
              value={value}
              maxLength={1_000}
              onChange={(event) => put(index, { value: event.target.value || ' ' })}
            />
            <Button
              type="text"
              aria-label={t('action.remove')}
              icon={<Icon name="close" />}
              onClick={() => onChange({ ...mapping, constants: constants.filter((_, place) => place !== index) })}
            />
          </div>
        );
      })}
      <span>
        <Button size="small" icon={<Icon name="plus" size={14} />} onClick={add}>
          {t('imports.addConstant')}
        </Button>
      </span>
    </div>
  );
}
