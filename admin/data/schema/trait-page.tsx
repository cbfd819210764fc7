import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldRule, fieldRule } from '#contracts/schema/schema.ts';
import type { SchemaTrait } from '#contracts/schema/schema-registry.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { useUnsavedGuard } from '../../shared/use-unsaved-guard.ts';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { FieldFacts } from './field-facts.tsx';
import { FieldRuleFields } from './field-rule-fields.tsx';
import { MisfitList } from './misfit-list.tsx';
import { FieldName, PersonalMark } from './schema-marks.tsx';
import { schemaTraitQuery, useSaveTraitRule } from './schema-queries.ts';

const route = getRouteApi('/layout/data/traits/$path');

export function TraitPage() {
  const { t } = useTranslation();
  const names = useNames();
  const { path } = route.useParams();
  const query = useQuery(schemaTraitQuery(path));
  const back = (
    <Link to="/data/traits">
      <Icon name="arrowLeft" size={14} /> {t('data.traits.title')}
    </Link>
  );
  if (query.data === undefined) {
    return (
      <Page title={names.trait(path)} back={back}>
        <Section flush>
          <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={4} />}>
            {() => null}
          </QueryView>
        </Section>
      </Page>
    );
  }
  return <TraitEditor key={path} trait={query.data} back={back} />;
}

function TraitEditor({ trait, back }: { trait: SchemaTrait; back: ReactNode }) {
  const { t } = useTranslation();
  const names = useNames();
  const { ask, tell } = useFeedback();
  const mayChange = useMayChange();
  const { field, people, mode, misfits, keptAside, revision } = trait;
  const [draft, setDraft] = useState<FieldRule>();
  const save = useSaveTraitRule(field.path);
  useUnsavedGuard(draft !== undefined);

  const put = (rule: FieldRule | null) =>
    save.mutate(
      { rule, revision },
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
      text: t('data.forget.text', { name: names.trait(field.path) }),
      agree: t('data.forget.agree'),
      decline: t('action.cancel'),
    });
    if (agreed) put(null);
  };

  return (
    <Page
      title={names.trait(field.path)}
      heading={<FieldName path={field.path} shown={names.trait(field.path)} />}
      question={field.rule?.description || t('data.traits.detailQuestion')}
      back={back}
      mark={<PersonalMark personal={field.personal} />}
      actions={
        mayChange ? (
          <>
            {draft ? <Button onClick={() => setDraft(undefined)}>{t('data.revert')}</Button> : null}
            {!draft && field.rule ? (
              <Button loading={save.isPending} onClick={() => void forget()}>
                {t('data.field.forget')}
              </Button>
            ) : null}
            <Button
              type="primary"
              disabled={draft === undefined}
              loading={save.isPending}
              onClick={() => draft && put(draft)}
            >
              {t('data.save')}
            </Button>
          </>
        ) : null
      }
    >
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      <div className={styles['samples']}>
        <Section title={t('data.traits.seen')} note={t('data.traits.sample', { count: people })}>
          <FieldFacts field={field} of={t('data.traits.share')} />
        </Section>
        <Section title={t('data.traits.rules')} note={t(`data.modeHint.${mode}`)}>
          <Editable>
            <div className="column" style={{ gap: 16 }}>
              <FieldRuleFields
                kind="trait"
                field={field}
                value={draft ?? field.rule ?? fieldRule.parse({})}
                onChange={setDraft}
              />
            </div>
          </Editable>
        </Section>
      </div>
      <MisfitList misfits={misfits} kept={keptAside} />
    </Page>
  );
}
