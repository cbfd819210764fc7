import Button from 'antd/es/button';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoreRule } from '#contracts/lead-score.ts';
import { EventNameInput, EventWhere } from '../shared/conditions/parts/event-match-editor.tsx';
import { PropertyTestEditor } from '../shared/conditions/parts/property-test-editor.tsx';
import { useCatalog } from '../shared/conditions/use-catalog.ts';
import { useNames } from '../shared/names/use-names.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ProblemLine } from '../shared/ui/problem-line.tsx';
import styles from './lead-score.module.css';

interface ScoreRuleFieldsProps {
  readonly rule: ScoreRule;
  /** What is wrong at a place of the rule. */
  readonly errorIn: (place: 'name' | 'cause' | 'points' | 'atMost') => string | undefined;
  readonly onChange: (rule: ScoreRule) => void;
  readonly onRemove: () => void;
}

/** What happens or holds, and what it is worth. */
export function ScoreRuleFields({ rule, errorIn, onChange, onRemove }: ScoreRuleFieldsProps) {
  const { t } = useTranslation();
  const { name, points, atMost, cause } = rule;
  const id = useId();
  const unnamed = errorIn('name');
  return (
    <li className={styles['rule']}>
      <div className={styles['head']}>
        <Input
          aria-label={t('leadScore.ruleName')}
          placeholder={t('leadScore.ruleName')}
          {...(unnamed && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': id })}
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
      <ProblemLine id={id} problem={unnamed} />
      <Cause rule={rule} onChange={onChange} />
      <ProblemLine problem={errorIn('cause')} />
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
      <ProblemLine problem={errorIn('points') ?? errorIn('atMost')} />
    </li>
  );
}

function Cause({ rule, onChange }: Pick<ScoreRuleFieldsProps, 'rule' | 'onChange'>) {
  const { t } = useTranslation();
  const { traits } = useCatalog();
  const names = useNames();
  const { cause } = rule;
  if (cause.type === 'trait') {
    return (
      <div className="row wrap">
        <span className="soft">{t('leadScore.whileTrait')}</span>
        <PropertyTestEditor
          test={cause.test}
          fields={traits}
          nameOf={names.trait}
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
