import { useTranslation } from 'react-i18next';
import type { Persona, PersonaReport } from '#contracts/api/persona.ts';
import { type PersonaFeature, personaFeatures } from '#contracts/persona.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { Section } from '../shared/ui/page.tsx';
import styles from './personas.module.css';

interface PersonaCompareProps {
  readonly report: PersonaReport;
  readonly nameOf: (persona: Persona) => string;
}

/** All kinds of customers side by side, with all customers beside them; what stands out is marked. */
export function PersonaCompare({ report, nameOf }: PersonaCompareProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const show = (feature: PersonaFeature, value: number | undefined) => {
    if (value === undefined) return '–';
    if (feature.endsWith('_share')) return format.percent(value);
    return feature === 'value' || feature === 'order_value' ? format.money(value, report.currency) : format.rate(value);
  };
  const columns: Column<PersonaFeature>[] = [
    {
      key: 'feature',
      title: t('customers.personas.habit'),
      render: (feature) => t(`customers.personas.feature.${feature}`),
    },
    ...report.items.map((persona) => ({
      key: persona.id,
      title: nameOf(persona),
      align: 'end' as const,
      render: (feature: PersonaFeature) => {
        const stands = persona.differences.some((one) => one.feature === feature);
        return (
          <span className={stands ? `number ${styles['stands']}` : 'number'}>
            {show(feature, persona.habits.means[feature])}
          </span>
        );
      },
    })),
    {
      key: 'all',
      title: t('customers.personas.everybody'),
      align: 'end',
      render: (feature) => <span className="number soft">{show(feature, report.means[feature])}</span>,
    },
  ];
  return (
    <Section title={t('customers.personas.compareTitle')} note={t('customers.personas.compareNote')} flush>
      <div className={styles['scroll']}>
        <DataTable
          label={t('customers.personas.compareTitle')}
          columns={columns}
          rows={personaFeatures}
          rowKey={(feature) => feature}
        />
      </div>
    </Section>
  );
}
