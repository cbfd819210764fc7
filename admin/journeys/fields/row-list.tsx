import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from './fields.module.css';

interface RowListProps<Item> {
  readonly items: readonly Item[];
  readonly add: string;
  readonly fresh: () => Item;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (items: Item[]) => void;
  readonly children: (item: Item, replace: (item: Item) => void, index: number) => ReactNode;
}

/** Rows that can be added and removed, with their fields. */
export function RowList<Item>({ items, add, fresh, least = 0, most = 20, onChange, children }: RowListProps<Item>) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index} className={styles['row']}>
          <div className={styles['rowFields']}>
            {children(item, (next) => onChange(items.map((one, at) => (at === index ? next : one))), index)}
          </div>
          {items.length > least ? (
            <Button
              type="text"
              size="small"
              aria-label={t('action.remove')}
              icon={<Icon name="close" size={14} />}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            />
          ) : null}
        </div>
      ))}
      {items.length < most ? (
        <Button
          type="dashed"
          style={{ alignSelf: 'flex-start' }}
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange([...items, fresh()])}
        >
          {add}
        </Button>
      ) : null}
    </div>
  );
}
