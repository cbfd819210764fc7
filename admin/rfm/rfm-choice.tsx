import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { RfmReport } from '#contracts/api/rfm.ts';
import {
  cellsOfGroup,
  type RfmBoundaries,
  type RfmGroup,
  readRfmCells,
  rfmGroupOf,
  writeRfmCells,
} from '#contracts/rfm.ts';
import { SaveSegmentButton } from '../customers/save-segment-button.tsx';
import { useFormat } from '../shared/format.ts';
import { Figure } from '../shared/ui/figure.tsx';
import { Section } from '../shared/ui/page.tsx';
import styles from './rfm.module.css';
import { useCellName } from './use-cell-name.ts';

interface RfmChoiceProps {
  readonly report: RfmReport & { readonly boundaries: RfmBoundaries };
  readonly cell: string | undefined;
  readonly group: RfmGroup | undefined;
}

/** The square or the group that was chosen: what it is worth, and the way to its people. */
export function RfmChoice({ report, cell, group }: RfmChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cellName = useCellName(report.boundaries);
  const chosen = group !== undefined ? cellsOfGroup(group) : readRfmCells(cell ?? '');
  const [first] = chosen;
  if (first === undefined) return null;
  const own = report.cells.filter((one) =>
    chosen.some(({ recency, frequency }) => one.recency === recency && one.frequency === frequency),
  );
  const people = own.reduce((sum, one) => sum + one.people, 0);
  const total = (read: (one: (typeof own)[number]) => number) => own.reduce((sum, one) => sum + read(one), 0);
  const average = (sum: number) => (people === 0 ? 0 : sum / people);
  const name = t(`customers.rfm.group.${group ?? rfmGroupOf(first)}`);
  const cells = writeRfmCells(chosen);
  return (
    <Section
      title={group === undefined ? cellName(first) : name}
      note={t(`customers.rfm.means.${group ?? rfmGroupOf(first)}`)}
      extra={
        <div className="row wrap">
          <SaveSegmentButton name={name} condition={{ type: 'rfm', cells: [...chosen] }} />
          <Link to="/profiles" search={{ rfm: cells }}>
            <Button>{t('customers.seePeople')}</Button>
          </Link>
        </div>
      }
    >
      <div className={styles['figures']}>
        <Figure
          label={t('customers.people')}
          value={format.number(people)}
          link={{ to: '/profiles', search: { rfm: cells } }}
        />
        <Figure
          label={t('customers.valueTotal')}
          value={format.money(
            total(({ value }) => value),
            report.currency,
          )}
        />
        <Figure
          label={t('customers.valueEach')}
          value={format.money(average(total(({ value }) => value)), report.currency)}
        />
        <Figure label={t('customers.ordersEach')} value={format.rate(average(total(({ orders }) => orders)))} />
        <Figure label={t('customers.daysSince')} value={format.rate(average(total((one) => one.days * one.people)))} />
      </div>
    </Section>
  );
}
