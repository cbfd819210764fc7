import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { LeadScore } from '#contracts/api/lead-score.ts';
import { type LeadScoreSettings, leadScoreSettings, scoreRulesAtMost } from '#contracts/lead-score.ts';
import { BackfillState } from '../segments/backfill-state.tsx';
import settingsStyles from '../settings/settings-page.module.css';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { apiFieldErrors, errorWithin, type FieldErrors, zodErrors } from '../shared/field-errors.ts';
import { randomId } from '../shared/random-id.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { useUnsavedGuard } from '../shared/use-unsaved-guard.ts';
import { Editable } from '../sign-in/editable.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { ScoreDecayFields } from './decay-fields.tsx';
import { GradeFields } from './grade-fields.tsx';
import styles from './lead-score.module.css';
import { leadScoreQuery, useSaveLeadScore } from './lead-score-queries.ts';
import { ScoreRuleFields } from './score-rule-fields.tsx';
import { suggestedScore } from './suggested-score.ts';

/** How much of a person's interest each thing is worth, and how fast it fades. */
export function LeadScoreForm() {
  const query = useQuery(leadScoreQuery);
  return (
    <QueryView
      query={query}
      skeleton={
        <Section>
          <Skeleton height={320} />
        </Section>
      }
    >
      {(leadScore) => <Form leadScore={leadScore} />}
    </QueryView>
  );
}

function Form({ leadScore }: { leadScore: LeadScore }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const save = useSaveLeadScore();
  const [draft, setDraft] = useState<LeadScoreSettings>();
  const value = draft ?? leadScore.settings;
  const dirty = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(leadScore.settings);
  const parsed = leadScoreSettings.safeParse(value);
  const errors = { ...apiFieldErrors(save.error), ...zodErrors(parsed.error, value) };
  useUnsavedGuard(dirty, '/settings');
  const change = (part: Partial<LeadScoreSettings>) => {
    save.reset();
    setDraft({ ...value, ...part });
  };
  const submit = () => {
    if (!parsed.success) return;
    save.mutate(parsed.data, {
      onSuccess: () => {
        setDraft(undefined);
        tell(t('leadScore.saved'));
      },
    });
  };
  return (
    <>
      <Editable>
        <Section
          title={t('settings.section.lead-score')}
          extra={leadScore.backfill ? <BackfillState backfill={leadScore.backfill} /> : null}
        >
          <Rules value={value} errors={errors} onChange={change} />
        </Section>
        {value.rules.length > 0 ? (
          <>
            <Section title={t('leadScore.decay.title')}>
              <ScoreDecayFields value={value} errors={errors} onChange={change} />
            </Section>
            <Section
              title={t('leadScore.grades')}
              note={leadScore.scored > 0 ? t('leadScore.scored', { count: leadScore.scored }) : undefined}
            >
              <GradeFields value={value} errors={errors} people={leadScore.grades} onChange={change} />
            </Section>
            <p className="small faint">
              <Trans i18nKey="leadScore.use" components={{ code: <code /> }} />
            </p>
          </>
        ) : null}
      </Editable>
      {dirty && mayChange ? (
        <section className={settingsStyles['saveBar']} aria-label={t('unsaved.bar')}>
          <span className={save.error || !parsed.success ? settingsStyles['problem'] : 'soft'} role="status">
            {save.error?.message ?? (parsed.success ? t('leadScore.consequence') : t('settings.invalid'))}
          </span>
          <Button onClick={() => setDraft(undefined)}>{t('settings.discard')}</Button>
          <Button type="primary" disabled={!parsed.success} loading={save.isPending} onClick={submit}>
            {t('action.save')}
          </Button>
        </section>
      ) : null}
    </>
  );
}

export interface ScorePartProps {
  readonly value: LeadScoreSettings;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<LeadScoreSettings>) => void;
}

function Rules({ value, errors, onChange }: ScorePartProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { rules } = value;
  const add = (cause: LeadScoreSettings['rules'][number]['cause']) =>
    onChange({ rules: [...rules, { id: `rule-${randomId(8)}`, name: '', cause, points: 10 }] });
  const full = rules.length >= scoreRulesAtMost;
  return (
    <div className="column" style={{ gap: 16 }}>
      <p className="soft">{t(rules.length > 0 ? 'leadScore.hint' : 'leadScore.empty')}</p>
      {rules.length === 0 ? (
        <Button
          type="primary"
          style={{ alignSelf: 'flex-start' }}
          disabled={!mayChange}
          onClick={() => onChange(suggestedScore(t))}
        >
          {t('leadScore.suggest')}
        </Button>
      ) : null}
      <ul className={styles['rules']}>
        {rules.map((rule, index) => (
          <ScoreRuleFields
            key={rule.id}
            rule={rule}
            errorIn={(place) => errorWithin(errors, `rules.${index}.${place}`)}
            onChange={(next) => onChange({ rules: rules.map((one, at) => (at === index ? next : one)) })}
            onRemove={() => onChange({ rules: rules.filter((_, at) => at !== index) })}
          />
        ))}
      </ul>
      <div className="row wrap">
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={!mayChange || full}
          onClick={() => add({ type: 'event', match: { event: '', where: [] } })}
        >
          {t('leadScore.addEvent')}
        </Button>
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={!mayChange || full}
          onClick={() => add({ type: 'trait', test: { name: '', operator: 'equals', value: '' } })}
        >
          {t('leadScore.addTrait')}
        </Button>
      </div>
    </div>
  );
}
