import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { noStage, readPeopleMove } from '#contracts/people-move.ts';
import { cellsOfGroup, readRfmCells, rfmGroupOf, rfmGroups, writeRfmCells } from '#contracts/rfm.ts';
import { personaNamesQuery } from '../../personas/persona-queries.ts';
import { usePersonaName } from '../../personas/use-persona-name.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { useFormat } from '../../shared/format.ts';

/** Customers of the same recency, frequency and value, by the name of their group where they are the whole of one. */
export function CellWords({ cells }: { cells: string }) {
  const { t } = useTranslation();
  const group = rfmGroups.find((one) => writeRfmCells(cellsOfGroup(one)) === cells);
  const [first, ...others] = readRfmCells(cells);
  if (group !== undefined) return t('customers.filter.group', { group: t(`customers.rfm.group.${group}`) });
  if (first === undefined || others.length > 0) return t('customers.filter.cells', { cells });
  return t('customers.rfm.cellTitle', {
    group: t(`customers.rfm.group.${rfmGroupOf(first)}`),
    recency: first.recency,
    frequency: first.frequency,
  });
}

export function PersonaWords({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(personaNamesQuery);
  const all = data?.items ?? [];
  const nameOf = usePersonaName(all);
  const found = all.find((one) => one.id === id);
  return t('customers.filter.persona', { persona: found ? nameOf(found) : id });
}

/** Who came into a segment, left it or went from one to another, and when. */
export function MoveWords({ move }: { move: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const segments = useQuery(segmentsQuery);
  const read = readPeopleMove(move);
  if (read === undefined) return null;
  const nameOf = (id: string) => {
    const stage = stageOfSegment(id);
    if (stage !== undefined) return t(`attributes.stage.${stage}`);
    return segments.data?.items.find((one) => one.id === id)?.name ?? id;
  };
  const { from, to, since, until } = read;
  const period = t('customers.filter.period', {
    from: format.date(new Date(since).toISOString()),
    until: format.date(new Date(until - 1).toISOString()),
  });
  if (from === noStage && to !== undefined) return t('customers.filter.arrived', { to: nameOf(to), period });
  if (to === noStage && from !== undefined) return t('customers.filter.leftStages', { from: nameOf(from), period });
  if (from !== undefined && to !== undefined)
    return t('customers.filter.moved', { from: nameOf(from), to: nameOf(to), period });
  return to === undefined
    ? t('customers.filter.left', { segment: nameOf(from ?? ''), period })
    : t('customers.filter.entered', { segment: nameOf(to), period });
}
