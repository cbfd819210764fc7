import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyDetail } from '#contracts/api/company.ts';
import type { Json } from '#contracts/json.ts';
import { flattenTraits } from '../profiles/flatten-traits.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Section } from '../shared/ui/page.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './company-page.module.css';
import { useTellCompany } from './company-queries.ts';

/** What is known of the company; a trait that is set here stands until a newer word. */
export function CompanyTraits({ company }: { company: CompanyDetail }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const change = useTellCompany();
  const mayChange = useMayChange();
  const set = (name: string, value: Json, onSuccess?: () => void) =>
    change.mutate(
      { id: company.id, traits: { [name]: value } },
      { onError: (error) => tell(error.message, 'failed'), ...(onSuccess && { onSuccess }) },
    );
  const traits = Object.entries(company.traits);
  return (
    <Section title={t('companies.traits')}>
      <div className="column" style={{ gap: 16 }}>
        {traits.length > 0 ? (
          <dl className={styles['traits']}>
            {traits.map(([name, value]) => (
              <div key={name} className={styles['trait']}>
                <dt>{name}</dt>
                <dd>{textOf(name, value)}</dd>
                {mayChange ? (
                  <DeleteButton
                    label={t('companies.removeTrait', { name })}
                    consequence={t('companies.removeTraitConsequence')}
                    onDelete={() => set(name, null)}
                  />
                ) : null}
              </div>
            ))}
          </dl>
        ) : (
          <p className="soft">{t('companies.noTraits')}</p>
        )}
        {mayChange ? <SetTrait saving={change.isPending} onSet={set} /> : null}
      </div>
    </Section>
  );
}

/** Of a trait with parts, each with its name. */
function textOf(name: string, value: Json): string {
  return flattenTraits({ [name]: value })
    .map(({ path, text }) => (path === name ? text : `${path.slice(name.length + 1)}: ${text}`))
    .join(', ');
}

interface SetTraitProps {
  readonly saving: boolean;
  readonly onSet: (name: string, value: Json, onSuccess: () => void) => void;
}

function SetTrait({ saving, onSet }: SetTraitProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const ready = name.trim() !== '' && value.trim() !== '';
  return (
    <form
      className="column"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onSet(name.trim(), readValue(value.trim()), () => {
          setName('');
          setValue('');
        });
      }}
    >
      <div className="row">
        <Input
          aria-label={t('companies.traitName')}
          placeholder={t('companies.traitName')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Input
          aria-label={t('companies.traitValue')}
          placeholder={t('companies.traitValue')}
          maxLength={1_000}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
      <Button htmlType="submit" disabled={!ready} loading={saving} style={{ alignSelf: 'flex-start' }}>
        {t('companies.setTrait')}
      </Button>
    </form>
  );
}

/** What reads as a number or as true and false is one. */
function readValue(text: string): Json {
  if (/^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
