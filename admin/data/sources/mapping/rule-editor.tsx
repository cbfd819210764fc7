import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { PayloadRule } from '#contracts/source.ts';
import { useNames } from '../../../shared/names/use-names.ts';
import { Field } from '../../../shared/ui/field.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Segmented } from '../../../shared/ui/segmented.tsx';
import { FieldLines } from './field-lines.tsx';
import { ListLines } from './list-lines.tsx';
import styles from './mapping.module.css';
import { PathInput } from './path-input.tsx';
import type { PayloadShape } from './payload-shape.ts';
import { RuleConditions } from './rule-conditions.tsx';

interface RuleEditorProps {
  readonly rule: PayloadRule;
  readonly number: number;
  readonly shape: PayloadShape;
  readonly onChange: (rule: PayloadRule) => void;
  /** Absent for the first and for the only one. */
  readonly onMoveUp: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}

const types = ['track', 'identify'] as const;

/** For which payloads it is meant, and what becomes of them. */
export function RuleEditor({ rule, number, shape, onChange, onMoveUp, onRemove }: RuleEditorProps) {
  const { t } = useTranslation();
  const names = useNames();
  const put = (change: Partial<PayloadRule>) => onChange({ ...rule, ...change });
  return (
    <details className={styles['rule']} open={number === 1}>
      <summary>
        <strong style={{ fontWeight: 500 }}>{t('sources.rule', { number })}</strong>{' '}
        {rule.type === 'track' ? t('sources.ruleTrack', { event: names.event(rule.event) }) : t('sources.ruleIdentify')}
        <span className="small faint"> {rule.when.map(({ in: values }) => values.join(' / ')).join(' · ')}</span>
      </summary>
      <div className={styles['body']}>
        <RuleConditions when={rule.when} paths={shape.values} onChange={(when) => put({ when })} />
        <div className={styles['heads']}>
          <Field label={t('sources.ruleType')}>
            {({ id: _, ...control }) => (
              <Segmented
                {...control}
                aria-label={t('sources.ruleType')}
                value={rule.type}
                options={types.map((value) => ({ value, label: t(`sources.ruleTypes.${value}`) }))}
                onChange={(type) => put({ type })}
              />
            )}
          </Field>
          {rule.type === 'track' ? (
            <Field label={t('sources.ruleEvent')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  status={rule.event === '' ? 'error' : ''}
                  value={rule.event}
                  onChange={(event) => put({ event: event.target.value })}
                />
              )}
            </Field>
          ) : null}
          <Field label={t('sources.ruleId')} hint={t('sources.ruleIdHint')}>
            {() => (
              <PathInput
                optional
                label={t('sources.ruleId')}
                value={rule.id ?? ''}
                paths={shape.values}
                onChange={(path) => {
                  const { id: _, ...rest } = rule;
                  onChange(path === '' ? rest : { ...rest, id: path });
                }}
              />
            )}
          </Field>
        </div>
        <FieldLines fields={rule.fields} paths={shape.values} onChange={(fields) => put({ fields })} />
        <ListLines lists={rule.lists} shape={shape} onChange={(lists) => put({ lists })} />
        <span className="row wrap">
          {onMoveUp ? (
            <Button size="small" onClick={onMoveUp}>
              {t('sources.moveUp')}
            </Button>
          ) : null}
          {onRemove ? (
            <Button size="small" icon={<Icon name="trash" size={14} />} onClick={onRemove}>
              {t('action.remove')}
            </Button>
          ) : null}
        </span>
      </div>
    </details>
  );
}
