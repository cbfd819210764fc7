import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Json } from '#contracts/json.ts';
import { FactList } from '../shared/ui/fact-list.tsx';
import { personaNamesQuery } from './persona-queries.ts';
import { usePersonaName } from './use-persona-name.ts';

/** The persona of a person, as her traits tell it; nothing where she has none. */
export function PersonPersona({ id }: { id: Json | undefined }) {
  const { t } = useTranslation();
  const name = useNameOf(id);
  if (typeof id !== 'string' || name === undefined) return null;
  const value = (
    <Link className="link" to="/profiles" search={{ persona: id }}>
      {name}
    </Link>
  );
  return <FactList facts={[{ key: 'persona', label: t('customers.personas.label'), value }]} />;
}

/** That a person was assigned to a persona. */
export function PersonaSentence({ id }: { id: Json | undefined }) {
  const { t } = useTranslation();
  const name = useNameOf(id);
  return typeof id === 'string'
    ? t('customers.personas.changed', { persona: name ?? id })
    : t('customers.personas.changedNone');
}

function useNameOf(id: Json | undefined): string | undefined {
  const { data } = useQuery(personaNamesQuery);
  const all = data?.items ?? [];
  const nameOf = usePersonaName(all);
  const found = all.find((one) => one.id === id);
  return found && nameOf(found);
}
