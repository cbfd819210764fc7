import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import { rehearsal } from '#contracts/api/rehearsal.ts';
import { api } from '../../shared/api.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../rehearsal.module.css';

const day = 86_400_000;
const spans = ['7', '30', '90', 'own'] as const;
type Span = (typeof spans)[number];

/** Chooses the period and asks for a rehearsal of the draft as it is saved. */
export function PastStart({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/journeys/$id/rehearsal' });
  const [span, setSpan] = useState<Span>('30');
  const [own, setOwn] = useState(() => ({ from: dateText(Date.now() - 30 * day), until: dateText(Date.now()) }));
  const start = useMutation({
    mutationFn: () =>
      api.post(`/journeys/${encodeURIComponent(journey.id)}/rehearsals`, periodOf(span, own), rehearsal),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['rehearsals', journey.id] });
      void navigate({ search: { run: id }, replace: true });
    },
  });
  if (!mayChange) return null;
  return (
    <Section>
      <div className="column" style={{ gap: 12 }}>
        <div className={styles['controls']}>
          <Field label={t('rehearsal.past.period')}>
            {() => (
              <Segmented
                aria-label={t('rehearsal.past.period')}
                value={span}
                options={spans.map((value) => ({ value, label: t(`rehearsal.past.span.${value}`) }))}
                onChange={setSpan}
              />
            )}
          </Field>
          {span === 'own' ? (
            <>
              <DateField
                label={t('rehearsal.past.from')}
                value={own.from}
                onChange={(from) => setOwn({ ...own, from })}
              />
              <DateField
                label={t('rehearsal.past.until')}
                value={own.until}
                onChange={(until) => setOwn({ ...own, until })}
              />
            </>
          ) : null}
          <Button
            type="primary"
            icon={<Icon name="play" />}
            loading={start.isPending}
            disabled={span === 'own' && !(own.from < own.until)}
            onClick={() => start.mutate()}
          >
            {t('rehearsal.past.start')}
          </Button>
        </div>
        <p className="soft small">{t('rehearsal.past.promise')}</p>
        {start.error ? (
          <p className="small" role="alert">
            {start.error.message}
          </p>
        ) : null}
      </div>
    </Section>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function DateField({ label, value, onChange }: DateFieldProps) {
  return (
    <Field label={label}>
      {(control) => <Input {...control} type="date" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Whole periods end now; own ones begin and end with a day. */
function periodOf(span: Span, own: { readonly from: string; readonly until: string }) {
  if (span === 'own') return { from: new Date(`${own.from}T00:00`), until: new Date(`${own.until}T23:59:59`) };
  const until = Date.now();
  return { from: new Date(until - Number(span) * day), until: new Date(until) };
}

function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
