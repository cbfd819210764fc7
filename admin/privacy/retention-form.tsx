import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import InputNumber from 'antd/es/input-number';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Retention, type RetentionRules, retention, retentionPreview } from '#contracts/api/privacy.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { FactList } from '../shared/ui/fact-list.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { retentionQuery, retentionRunsQuery } from './privacy-queries.ts';

type Rule = keyof RetentionRules;

const limits: { readonly [rule in Rule]: readonly [least: number, most: number] } = {
  events: [30, 36_500],
  messages: [30, 36_500],
  anonymousPeople: [1, 36_500],
  people: [30, 36_500],
  sandbox: [1, 365],
  log: [1, 7],
  backups: [0, 3_650],
};
const lasting: ReadonlySet<Rule> = new Set(['events', 'messages', 'anonymousPeople', 'people']);
const rulesInOrder = Object.keys(limits) as Rule[];

/** How long what is kept, with what a change would remove before it is saved. */
export function RetentionForm() {
  const { t } = useTranslation();
  const query = useQuery(retentionQuery);
  return (
    <Section title={t('privacy.retention')} note={t('privacy.retentionNote')}>
      <QueryView query={query} skeleton={<Skeleton height={320} />}>
        {(saved) => <Rules key={saved.revision} saved={saved} />}
      </QueryView>
    </Section>
  );
}

function Rules({ saved }: { readonly saved: Retention }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const [rules, setRules] = useState(saved.rules);
  const changed = JSON.stringify(rules) !== JSON.stringify(saved.rules);
  const preview = useMutation({ mutationFn: () => api.post('/privacy/retention/preview', rules, retentionPreview) });
  const save = useMutation({
    mutationFn: () => api.put('/privacy/retention', { rules, revision: saved.revision }, retention),
    onSuccess: (next) => {
      client.setQueryData(retentionQuery.queryKey, next);
      tell(t('action.saved'));
    },
  });
  const change = (rule: Rule, days: number | null) => {
    preview.reset();
    setRules({ ...rules, [rule]: days ?? (lasting.has(rule) ? null : saved.rules[rule]) });
  };
  const error = save.error ?? preview.error;
  return (
    <div className="column" style={{ gap: 16 }}>
      {rulesInOrder.map((rule) => (
        <Field key={rule} label={t(`privacy.rule.${rule}`)} hint={t(`privacy.ruleHint.${rule}`)}>
          {(control) => (
            <InputNumber
              id={control.id}
              aria-describedby={control['aria-describedby']}
              style={{ width: 200 }}
              min={limits[rule][0]}
              max={limits[rule][1]}
              precision={0}
              value={rules[rule]}
              placeholder={t('privacy.forever')}
              suffix={t('privacy.days')}
              onChange={(days) => change(rule, days)}
            />
          )}
        </Field>
      ))}
      {preview.data ? (
        <div role="status">
          <p className="soft">{t('privacy.wouldRemove')}</p>
          <FactList
            facts={Object.entries(preview.data).map(([rule, count]) => ({
              key: rule,
              label: t(`privacy.rule.${rule as keyof typeof preview.data}`),
              value: format.number(count),
            }))}
          />
        </div>
      ) : null}
      {error ? (
        <p role="alert" style={{ color: 'var(--failed)' }}>
          {error.message}
        </p>
      ) : null}
      <div className="row wrap">
        {preview.data ? (
          <Button type="primary" danger loading={save.isPending} disabled={!changed} onClick={() => save.mutate()}>
            {t('action.save')}
          </Button>
        ) : (
          <Button type="primary" loading={preview.isPending} disabled={!changed} onClick={() => preview.mutate()}>
            {t('privacy.previewRules')}
          </Button>
        )}
        {changed ? <Button onClick={() => setRules(saved.rules)}>{t('settings.discard')}</Button> : null}
      </div>
      <LastRun />
    </div>
  );
}

function LastRun() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(retentionRunsQuery);
  const last = data?.items[0];
  if (last === undefined) return <p className="small faint">{t('privacy.noRun')}</p>;
  const removed = Object.values(last.removed).reduce((sum, count) => sum + count, 0);
  return (
    <p className="small faint">
      {t('privacy.lastRun', { date: format.dateTime(last.startedAt), removed: format.number(removed) })}
    </p>
  );
}
