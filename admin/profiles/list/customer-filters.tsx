import { useNavigate } from '@tanstack/react-router';
import { FilterChip } from '../../shared/ui/filter-chip.tsx';
import { CellWords, MoveWords, PersonaWords } from './customer-words.tsx';
import type { ProfileFilterValues } from './use-profiles-query.ts';

/** The kind of customer, or the move, that a report led here with. */
export function CustomerFilters({ filters: { rfm, persona, moved } }: { filters: ProfileFilterValues }) {
  const navigate = useNavigate({ from: '/profiles' });
  const without = (name: 'rfm' | 'persona' | 'moved') => () =>
    void navigate({ search: (before) => ({ ...before, [name]: undefined }) });
  return (
    <>
      {rfm ? (
        <FilterChip onRemove={without('rfm')}>
          <CellWords cells={rfm} />
        </FilterChip>
      ) : null}
      {persona ? (
        <FilterChip onRemove={without('persona')}>
          <PersonaWords id={persona} />
        </FilterChip>
      ) : null}
      {moved ? (
        <FilterChip onRemove={without('moved')}>
          <MoveWords move={moved} />
        </FilterChip>
      ) : null}
    </>
  );
}
