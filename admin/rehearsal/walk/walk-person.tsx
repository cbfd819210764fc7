import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import { PersonSelect } from '../../messages/person-select.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import type { Walker } from './walk-state.ts';

interface WalkPersonProps {
  readonly walker: Walker;
  readonly onChange: (walker: Walker) => void;
}

/** Who takes the walk. A new choice begins it anew. */
export function WalkPerson({ walker, onChange }: WalkPersonProps) {
  const { t } = useTranslation();
  const { profile: _, ...madeUp } = walker;
  return (
    <Section title={t('rehearsal.walk.person')}>
      <div className="column" style={{ gap: 12 }}>
        <PersonSelect
          value={walker.profile}
          onChange={(profile) => onChange(profile === undefined ? madeUp : { ...madeUp, profile })}
        />
        {walker.profile === undefined ? (
          <>
            {(['name', 'email', 'phone'] as const).map((part) => (
              <Field key={part} label={t(`rehearsal.walk.${part}`)}>
                {(control) => (
                  <Input
                    {...control}
                    value={walker[part]}
                    maxLength={200}
                    onChange={(event) => onChange({ ...walker, [part]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            <Field label={t('rehearsal.walk.agrees')}>
              {() => (
                <Checkbox.Group
                  value={[...walker.agrees]}
                  options={channels
                    .filter((channel) => channel !== 'webhook')
                    .map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
                  onChange={(agrees) => onChange({ ...walker, agrees })}
                />
              )}
            </Field>
          </>
        ) : (
          <p className="soft small">{t('rehearsal.walk.known')}</p>
        )}
      </div>
    </Section>
  );
}
