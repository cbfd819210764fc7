import Button from 'antd/es/button';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRule } from '#contracts/schema/schema.ts';
import type { SchemaEvent } from '#contracts/schema/schema-registry.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { SentName } from '../../shared/names/sent-name.tsx';
import { useNames } from '../../shared/names/use-names.ts';
import { Page, Section } from '../../shared/ui/page.tsx';
import { useUnsavedGuard } from '../../shared/use-unsaved-guard.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { EventFigures } from './event-figures.tsx';
import { EventProperties } from './event-properties.tsx';
import { EventRules } from './event-rules.tsx';
import { MisfitList } from './misfit-list.tsx';
import { RuleCheck } from './rule-check.tsx';
import { ModePill } from './schema-marks.tsx';
import { useSaveEventRule } from './schema-queries.ts';
import { VolumeChart } from './volume-bars.tsx';

/** What an event is, and what it shall be. Everything that is changed here goes into force together. */
export function EventEditor({ event, back }: { event: SchemaEvent; back: ReactNode }) {
  const { t } = useTranslation();
  const { ask, tell } = useFeedback();
  const mayChange = useMayChange();
  const names = useNames();
  const [draft, setDraft] = useState<EventRule>();
  const save = useSaveEventRule(event.name);
  const rule = draft ?? event.rule;
  const dirty = draft !== undefined;
  useUnsavedGuard(dirty);

  const put = (next: EventRule | null) =>
    save.mutate(
      { rule: next, revision: event.revision },
      {
        onSuccess: () => {
          setDraft(undefined);
          tell(t('data.saved'));
        },
      },
    );

  const forget = async () => {
    const agreed = await ask({
      title: t('data.forget.title'),
      text: t('data.forget.text', { name: names.event(event.name) }),
      agree: t('data.forget.agree'),
      decline: t('action.cancel'),
    });
    if (agreed) put(null);
  };

  return (
    <Page
      title={names.event(event.name)}
      heading={<SentName name={event.name} shown={names.event(event.name)} />}
      question={event.description || t('data.events.detailQuestion')}
      back={back}
      mark={<ModePill mode={event.mode} blocked={event.blocked} />}
      actions={
        mayChange ? (
          <>
            {dirty ? <Button onClick={() => setDraft(undefined)}>{t('data.revert')}</Button> : null}
            {!dirty && event.fixed ? (
              <Button onClick={() => void forget()} loading={save.isPending}>
                {t('data.events.forget')}
              </Button>
            ) : null}
            <Button type="primary" disabled={!dirty} loading={save.isPending} onClick={() => put(rule)}>
              {t('data.save')}
            </Button>
          </>
        ) : null
      }
    >
      {save.error ? (
        <p role="alert" className="soft">
          {save.error.message}
        </p>
      ) : null}
      {dirty ? <RuleCheck name={event.name} rule={rule} mode={rule.mode ?? event.workspaceMode} /> : null}
      <EventFigures event={event} />
      <Section title={t('data.events.perDay')} note={t('data.events.perDayNote')}>
        <VolumeChart days={event.days} />
      </Section>
      <EventProperties event={event} rule={rule} onChange={setDraft} />
      <EventRules event={event} rule={rule} onChange={setDraft} />
      <MisfitList misfits={event.misfits} kept={event.keptAside} />
    </Page>
  );
}
