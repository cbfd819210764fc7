import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './conditions.module.css';
import { newTest } from './new-condition.ts';
import { PropertyTestEditor } from './property-test-editor.tsx';
import { SuggestInput } from './suggest-input.tsx';
import { propertiesOf, useCatalog } from './use-catalog.ts';

interface EventMatchProps {
  readonly match: EventMatch;
  readonly onChange: (match: EventMatch) => void;
}

export function EventNameInput({ match, onChange }: EventMatchProps) {
  const { t } = useTranslation();
  const { events } = useCatalog();
  return (
    <SuggestInput
      label={t('conditions.eventName')}
      value={match.event}
      suggestions={events.map(({ name }) => name)}
      onChange={(event) => onChange({ ...match, event })}
    />
  );
}

/** The tests of an event's properties, all of which must hold. */
export function EventWhere({ match, onChange }: EventMatchProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const replace = (index: number, test: PropertyTest) =>
    onChange({ ...match, where: match.where.map((one, at) => (at === index ? test : one)) });
  return (
    <>
      {match.where.map((test, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
        <div key={index} className={styles['sentence']}>
          <span className="soft">{t(index === 0 ? 'conditions.where' : 'conditions.andWhere')}</span>
          <PropertyTestEditor
            test={test}
            fields={propertiesOf(catalog, match.event)}
            onChange={(next) => replace(index, next)}
          />
          <Button
            type="text"
            size="small"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange({ ...match, where: match.where.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        type="link"
        size="small"
        className={styles['addWhere'] ?? ''}
        onClick={() => onChange({ ...match, where: [...match.where, newTest()] })}
      >
        {t('conditions.addWhere')}
      </Button>
    </>
  );
}
