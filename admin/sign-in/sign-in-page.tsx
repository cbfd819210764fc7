import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../layout/language-switch.tsx';
import { Field } from '../shared/ui/field.tsx';
import { useDocumentTitle } from '../shared/ui/page.tsx';
import { sessionQuery, signIn } from './session.ts';
import styles from './sign-in-page.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { to } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  useDocumentTitle(t('signIn.title'));

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(email, password);
      client.removeQueries({ queryKey: sessionQuery.queryKey });
      await navigate({ to: to ?? '/', replace: true });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className={styles['page']}>
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <div className={styles['brand']}>
          <img src="/favicon.svg" alt="" />
          <h1>{t('signIn.title')}</h1>
        </div>
        <Field label={t('signIn.email')}>
          {(field) => (
            <Input
              {...field}
              size="large"
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('signIn.password')}
          hint={
            <>
              {t('signIn.hint')}
              <br />
              {t('signIn.forgotten')}
            </>
          }
        >
          {(field) => (
            <Input.Password
              {...field}
              size="large"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {error ? (
          <p className={styles['error']} role="alert">
            {error.message}
          </p>
        ) : null}
        <Button type="primary" size="large" htmlType="submit" loading={busy} block>
          {t('signIn.submit')}
        </Button>
      </form>
      <LanguageSwitch />
    </main>
  );
}
