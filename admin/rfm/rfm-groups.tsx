import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RfmReport } from '#contracts/api/rfm.ts';
import { cellsOfGroup, type RfmGroup, rfmGroupOf, rfmGroups, writeRfmCells } from '#contracts/rfm.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import styles from './rfm.module.css';

interface GroupFigures {
  readonly group: RfmGroup;
  readonly people: number;
  readonly value: number;
}

/** Each named part of the grid with what it means; its number leads to its people. */
export function RfmGroups({ report, chosen }: { report: RfmReport; chosen: RfmGroup | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = Math.max(1, report.customers);
  const columns: Column<GroupFigures>[] = [
    {
      key: 'group',
      title: t('customers.rfm.groupColumn'),
      render: ({ group }) => (
        <Link
          to="/personas/rfm"
          search={group === chosen ? {} : { group }}
          resetScroll={false}
          replace
          aria-current={group === chosen ? 'true' : undefined}
          className={styles['group'] ?? ''}
        >
          <span className={group === chosen ? styles['groupChosen'] : undefined}>
            {t(`customers.rfm.group.${group}`)}
          </span>
          <span className="small soft">{t(`customers.rfm.means.${group}`)}</span>
        </Link>
      ),
    },
    {
      key: 'people',
      title: t('customers.people'),
      align: 'end',
      render: ({ group, people }) => (
        <Link className="link number" to="/profiles" search={{ rfm: writeRfmCells(cellsOfGroup(group)) }}>
          {format.number(people)}
        </Link>
      ),
    },
    {
      key: 'share',
      title: t('customers.share'),
      align: 'end',
      render: ({ people }) => <span className="number">{format.percent(people / total)}</span>,
    },
    {
      key: 'each',
      title: t('customers.valueEach'),
      align: 'end',
      render: ({ people, value }) => (
        <span className="number">{people === 0 ? '–' : format.money(value / people, report.currency)}</span>
      ),
    },
  ];
  const rows = rfmGroups.map((group) => {
    const own = report.cells.filter((cell) => rfmGroupOf(cell) === group);
    return {
      group,
      people: own.reduce((sum, { people }) => sum + people, 0),
      value: own.reduce((sum, { value }) => sum + value, 0),
    };
  });
  return <DataTable label={t('customers.rfm.groups')} columns={columns} rows={rows} rowKey={({ group }) => group} />;
}
