import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/state.tsx';
import { chosenDefinitions, type DefinitionChoice, type Listed, statusesOf } from './choose-definitions.ts';
import { DefinitionFilters, type DefinitionSort } from './definition-filters.tsx';

interface DefinitionListProps<Item extends Listed, Own extends DefinitionSort> {
  readonly items: readonly Item[];
  /** Those of them that a filter of the list's own leaves; all where absent. */
  readonly among?: readonly Item[];
  readonly ownFilter?: ReactNode;
  readonly choice: DefinitionChoice<Own>;
  readonly onChange: (change: DefinitionChoice<Own>) => void;
  readonly sorts: readonly Own[];
  readonly figure: (item: Item, sort: Exclude<Own, 'changed' | 'name'>) => number;
  readonly searchLabel: string;
  readonly icon: IconName;
  readonly empty: { readonly title: string; readonly text: string; readonly actions: ReactNode };
  readonly table: (shown: readonly Item[]) => ReactNode;
}

/** Journeys, segments or messages: filters above, then those that fit, or why there are none. */
export function DefinitionList<Item extends Listed, Own extends DefinitionSort>(props: DefinitionListProps<Item, Own>) {
  const { items, among = items, ownFilter, choice, onChange, sorts, figure, searchLabel, icon, empty, table } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const shown = chosenDefinitions(among, choice, { language, figure });
  const filters = <DefinitionFilters {...{ ...choice, searchLabel, sorts, onChange }} statuses={statusesOf(items)} />;
  if (items.length === 0) {
    return (
      <Section flush>
        <EmptyState icon={icon} {...empty} />
      </Section>
    );
  }
  return (
    <div className="column" style={{ gap: 16 }}>
      {ownFilter === undefined ? (
        filters
      ) : (
        <div className="row wrap">
          {filters}
          {ownFilter}
        </div>
      )}
      <Section flush>
        {shown.length > 0 ? (
          table(shown)
        ) : (
          <EmptyState icon={icon} title={t('state.noMatchTitle')} text={t('state.noMatchText')} />
        )}
      </Section>
    </div>
  );
}
