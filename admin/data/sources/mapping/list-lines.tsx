import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { PayloadRule } from '#contracts/source.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './mapping.module.css';
import { PathInput } from './path-input.tsx';
import type { PayloadShape } from './payload-shape.ts';
import { TargetFields } from './target-fields.tsx';
import { TypeSelect } from './type-select.tsx';

type PayloadList = PayloadRule['lists'][number];
type ItemField = PayloadList['fields'][number];

interface ListLinesProps {
  readonly lists: readonly PayloadList[];
  readonly shape: PayloadShape;
  readonly onChange: (lists: PayloadList[]) => void;
}

/** Lists of objects, such as the products of an order, each with what is taken of its items. */
export function ListLines({ lists, shape, onChange }: ListLinesProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<PayloadList>) =>
    onChange(lists.map((list, place) => (place === index ? { ...list, ...change } : list)));
  const found = shape.lists.map(({ path, items }) => ({ path, sample: items.map((item) => item.path).join(', ') }));
  return (
    <div className={styles['part']}>
      <strong style={{ fontWeight: 500 }}>{t('sources.lists')}</strong>
      {lists.map((list, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: path and target change while they are typed
        <div key={index} className={styles['list']}>
          <div className={styles['condition']}>
            <PathInput
              label={t('sources.listPath')}
              value={list.path}
              paths={found}
              onChange={(path) => put(index, { path })}
            />
            <TargetFields
              value={list.target}
              only={['properties', 'traits']}
              onChange={(target) => put(index, { target })}
            />
            <Button
              type="text"
              aria-label={t('action.remove')}
              icon={<Icon name="close" />}
              onClick={() => onChange(lists.filter((_, place) => place !== index))}
            />
          </div>
          <ItemLines
            fields={list.fields}
            paths={shape.lists.find(({ path }) => path === list.path)?.items ?? []}
            onChange={(fields) => put(index, { fields })}
          />
        </div>
      ))}
      <span>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          disabled={lists.length >= 10}
          onClick={() => onChange([...lists, { target: 'properties.products', path: '', fields: [] }])}
        >
          {t('sources.addList')}
        </Button>
      </span>
    </div>
  );
}

interface ItemLinesProps {
  readonly fields: readonly ItemField[];
  readonly paths: PayloadShape['values'];
  readonly onChange: (fields: ItemField[]) => void;
}

function ItemLines({ fields, paths, onChange }: ItemLinesProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<ItemField>) =>
    onChange(fields.map((field, place) => (place === index ? { ...field, ...change } : field)));
  return (
    <>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: path and name change while they are typed
        <div key={index} className={styles['line']}>
          <PathInput
            label={t('sources.path')}
            value={field.path}
            paths={paths}
            onChange={(path) => put(index, { path })}
          />
          <Input
            className="mono"
            aria-label={t('sources.targetName')}
            placeholder={t('sources.targetName')}
            maxLength={100}
            status={field.name === '' ? 'error' : ''}
            value={field.name}
            onChange={(event) => put(index, { name: event.target.value })}
          />
          <TypeSelect value={field.type} onChange={(type) => put(index, { type })} />
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" />}
            onClick={() => onChange(fields.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <span>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          disabled={fields.length >= 30}
          onClick={() => onChange([...fields, { name: '', path: '', type: 'auto' }])}
        >
          {t('sources.addItemField')}
        </Button>
      </span>
    </>
  );
}
