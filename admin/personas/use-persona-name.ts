import { useTranslation } from 'react-i18next';
import type { Persona } from '#contracts/api/persona.ts';

type Named = Pick<Persona, 'id' | 'name' | 'differences'>;

/**
 * What a persona is called: as the team has named it, else by the two things that set it apart most, and by as many more as
 * it takes to be told from the others.
 */
export function usePersonaName(all: readonly Named[]): (persona: Named) => string {
  const { t } = useTranslation();
  const suggested = (persona: Named, words: number) =>
    persona.differences
      .slice(0, words)
      .map(({ feature, deviation }) => t(`customers.personas.${deviation > 0 ? 'high' : 'low'}.${feature}`))
      .join(t('customers.personas.join'));
  return (persona) => {
    if (persona.name !== null) return persona.name;
    const others = all.filter(({ id, name }) => id !== persona.id && name === null);
    for (let words = 2; words < persona.differences.length; words += 1) {
      const name = suggested(persona, words);
      if (others.every((other) => suggested(other, words) !== name)) return name;
    }
    return suggested(persona, persona.differences.length);
  };
}
