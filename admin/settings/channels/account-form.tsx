import { useMutation, useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordLength } from '#contracts/api/team.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { apiFieldErrors } from '../../shared/field-errors.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { changePassword, sessionQuery } from '../../sign-in/session.ts';
import styles from '../settings-page.module.css';

/** Everybody's own, whatever the role. */
export function AccountForm() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  return (
    <>
      <Section title={t('account.profile')}>
        <FactList
          facts={[
            { key: 'name', label: t('team.name'), value: session.name },
            { key: 'email', label: t('team.email'), value: session.email },
            { key: 'role', label: t('team.role'), value: t(`role.${session.role}`) },
          ]}
        />
      </Section>
      <Section title={t('account.password')}>
        <PasswordForm email={session.email ?? ''} />
      </Section>
    </>
  );
}

function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      tell(t('account.passwordChanged'));
    },
  });
  const errors = apiFieldErrors(change.error);
  const isAboutNew = errors['newPassword'] !== undefined;

  return (
    <form
      className={styles['fields']}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <div className={styles['pair']}>
        <Field
          label={t('account.currentPassword')}
          error={isAboutNew ? undefined : (errors['currentPassword'] ?? change.error?.message)}
        >
          {(control) => (
            <Input.Password
              {...control}
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('account.newPassword')}
          hint={t('account.passwordHint', { least: passwordLength.least })}
          error={errors['newPassword']}
        >
          {(control) => (
            <Input.Password
              {...control}
              autoComplete="new-password"
              maxLength={passwordLength.most}
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className={styles['line']}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={current === '' || next.length < passwordLength.least}
          loading={change.isPending}
        >
          {t('account.changePassword')}
        </Button>
        <span className="small faint">{t('account.changeConsequence')}</span>
      </div>
    </form>
  );
}
