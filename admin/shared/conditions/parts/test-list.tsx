import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { PropertyTest } from '#contracts/condition.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from '../conditions.module.css';
import type { SeenField } from '../use-catalog.ts';
import { PropertyTestEditor } from './property-test-editor.tsx';

interface TestListProps {
  readonly tests: readonly PropertyTest[];
  readonly fields: readonly SeenField[];
  readonly nameOf?: (path: string) => string;
  /** Before the first test; the others follow with "and". */
  readonly first: string;
  readonly add: string;
  readonly create: () => PropertyTest;
  readonly onChange: (tests: PropertyTest[]) => void;
}

/** Tests that must all hold, each on a line of its own. */
export function TestList({ tests, fields, nameOf, first, add, create, onChange }: TestListProps) {
  const { t } = useTranslation();
  return (
    <>
      {tests.map((test, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
        <div key={index} className={styles['sentence']}>
          <span className="soft">{index === 0 ? first : t('conditions.andWhere')}</span>
          <PropertyTestEditor
            test={test}
            fields={fields}
            {...(nameOf && { nameOf })}
            onChange={(next) => onChange(tests.map((one, at) => (at === index ? next : one)))}
          />
          <Button
            type="text"
            size="small"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange(tests.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="link"
        size="small"
        className={styles['addWhere'] ?? ''}
        onClick={() => onChange([...tests, create()])}
      >
        {add}
      </Button>
    </>
  );
}
