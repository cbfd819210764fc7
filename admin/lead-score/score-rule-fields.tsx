import Button from 'antd/es/button';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { ScoreRule } from '#contracts/lead-score.ts';
import { EventNameInput, EventWhere } from '../shared/conditions/parts/event-match-editor.tsx';
import { PropertyTestEditor } from '../shared/conditions/parts/property-test-editor.tsx';
import { useCatalog } from '../shared/conditions/use-catalog.ts';
import { Icon } from '../shared/ui/icon.tsx';
import styles from './lead-score.module.css';

interface ScoreRuleFieldsProps {
  readonly rule: ScoreRule;
  readonly error: string | undefined;
  readonly onChange: (rule: ScoreRule) => void;
  readonly onRemove: () => void;
}

/** What happens or holds, and what it is worth. */
export function ScoreRuleFields({ rule, error, onChange, onRemove }: ScoreRuleFieldsProps) {
  const { t } = useTranslation();
  const { name, points, atMost, cause } = rule;
  return (
    <li className={styles['rule']}>
      <div className={styles['head']}>
        <Input
          aria-label={t('leadScore.ruleName')}
          placeholder={t('leadScore.ruleName')}
          {...(error && { status: 'error' as const })}
          maxLength={100}
          value={name}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
        <Button
          type="text"
          aria-label={`${t('action.remove')}: ${name}`}
          icon={<Icon name="trash" size={14} />}
          onClick={onRemove}
        />
      </div>
      <Cause rule={rule} onChange={onChange} />
      <div className="row wrap">
        <InputNumber
          aria-label={t('leadScore.points')}
          style={{ width: 150 }}
          min={-1_000}
          max={1_000}
          precision={0}
          value={points}
          suffix={t('leadScore.pointsUnit')}
          onChange={(next) => onChange({ ...rule, points: next ?? 0 })}
        />
        {cause.type === 'event' ? (
          <>
            <span className="soft">{t('leadScore.eachTime')}</span>
            <InputNumber
              aria-label={t('leadScore.atMost')}
              style={{ width: 170 }}
              min={1}
              max={10_000}
              precision={0}
              value={atMost ?? null}
              placeholder={t('leadScore.noLimit')}
              suffix={t('leadScore.pointsUnit')}
              onChange={(next) => {
                const { atMost: _, ...rest } = rule;
                onChange(next === null ? rest : { ...rest, atMost: next });
              }}
            />
          </>
        ) : (
          <span className="soft">{t('leadScore.whileHolds')}</span>
        )}
      </div>
    </li>
  );
}

function Cause({ rule, onChange }: Pick<ScoreRuleFieldsProps, 'rule' | 'onChange'>) {
  const { t } = useTranslation();
  const { traits } = useCatalog();
  const { cause } = rule;
  if (cause.type === 'trait') {
    return (
      <div className="row wrap">
        <span className="soft">{t('leadScore.whileTrait')}</span>
        <PropertyTestEditor
          test={cause.test}
          fields={traits}
          onChange={(test) => onChange({ ...rule, cause: { ...cause, test } })}
        />
      </div>
    );
  }
  const setMatch = (match: typeof cause.match) => onChange({ ...rule, cause: { ...cause, match } });
  return (
    <div className="column" style={{ gap: 4, alignItems: 'flex-start' }}>
      <div className="row wrap">
        <span className="soft">{t('leadScore.whenEvent')}</span>
        <EventNameInput match={cause.match} onChange={setMatch} />
      </div>
      {cause.match.event ? <EventWhere match={cause.match} onChange={setMatch} /> : null}
    </div>
  );
}
