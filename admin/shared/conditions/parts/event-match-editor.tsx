import { useTranslation } from 'react-i18next';
import type { EventMatch } from '#contracts/condition.ts';
import { useNames } from '../../names/use-names.ts';
import { propertiesOf, useCatalog } from '../use-catalog.ts';
import { newTest } from './property-test.ts';
import { SuggestInput } from './suggest-input.tsx';
import { TestList } from './test-list.tsx';

interface EventMatchProps {
  readonly match: EventMatch;
  readonly onChange: (match: EventMatch) => void;
}

export function EventNameInput({ match, onChange }: EventMatchProps) {
  const { t } = useTranslation();
  const { events } = useCatalog();
  const names = useNames();
  return (
    <SuggestInput
      label={t('conditions.eventName')}
      value={match.event}
      suggestions={events.map(({ name }) => name)}
      nameOf={names.event}
      onChange={(event) => onChange({ ...match, event })}
    />
  );
}

/** The tests of an event's properties, all of which must hold. */
export function EventWhere({ match, onChange }: EventMatchProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  return (
    <TestList
      tests={match.where}
      fields={propertiesOf(catalog, match.event)}
      nameOf={(path) => names.property(match.event, path)}
      first={t('conditions.where')}
      add={t('conditions.addWhere')}
      create={newTest}
      onChange={(where) => onChange({ ...match, where })}
    />
  );
}
