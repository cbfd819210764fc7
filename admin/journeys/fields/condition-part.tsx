import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { ConditionGroup } from '../../shared/conditions/condition-group.tsx';
import { PropertyTestEditor } from '../../shared/conditions/parts/property-test-editor.tsx';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { SegmentSelect } from './definition-select.tsx';
import { entryProperties } from './entry-properties.ts';
import styles from './fields.module.css';

type Part = Exclude<JourneyCondition, { type: 'all' | 'any' | 'not' }>;

interface ConditionPartProps {
  readonly condition: Part;
  readonly definition: JourneyDefinition;
  readonly onChange: (condition: Part) => void;
}

export function ConditionPart({ condition, definition, onChange }: ConditionPartProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  switch (condition.type) {
    case 'profile':
      return (
        <ConditionGroup
          group={asSegmentGroup(condition.condition)}
          onChange={(next) => onChange({ type: 'profile', condition: next })}
        />
      );
    case 'segment':
      return (
        <span className={styles['parts']}>
          <Select
            aria-label={t('canvas.ask.segment')}
            value={condition.is}
            popupMatchSelectWidth={false}
            options={(['in', 'out'] as const).map((value) => ({ value, label: t(`canvas.segmentIs.${value}`) }))}
            onChange={(is) => onChange({ ...condition, is })}
          />
          <SegmentSelect value={condition.segment} onChange={(segment) => onChange({ ...condition, segment })} />
        </span>
      );
    case 'entry':
      return (
        <span className={styles['parts']}>
          <span className="soft">{t('canvas.entryProperty')}</span>
          <PropertyTestEditor
            test={condition.test}
            fields={entryProperties(definition, catalog)}
            nameOf={(path) => names.property(undefined, path)}
            onChange={(test) => onChange({ type: 'entry', test })}
          />
        </span>
      );
    case 'run':
      return (
        <span className={styles['parts']}>
          <span className="soft">{t('canvas.runVariable')}</span>
          <PropertyTestEditor
            test={condition.test}
            fields={(definition.variables ?? []).map(({ name }) => ({ name, type: 'text', examples: [] }))}
            onChange={(test) => onChange({ type: 'run', test })}
          />
        </span>
      );
  }
}

function asSegmentGroup(condition: SegmentCondition): Extract<SegmentCondition, { type: 'all' | 'any' }> {
  return condition.type === 'all' || condition.type === 'any' ? condition : { type: 'all', conditions: [condition] };
}
