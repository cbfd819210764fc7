import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkOwner, passwordLength } from '#contracts/api/team.ts';
import { LanguageSwitch } from '../layout/language-switch.tsx';
import { ApiError, api } from '../shared/api.ts';
import { apiFieldErrors } from '../shared/field-errors.ts';
import { Field } from '../shared/ui/field.tsx';
import { useDocumentTitle } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState, Skeleton } from '../shared/ui/state.tsx';
import { setPassword, signIn } from './session.ts';
import styles from './sign-in-page.module.css';

/** Where a link leads that an administrator made. The secret stands behind the `#`, so it is in no log of a server. */
export function SetPasswordPage() {
  const { t } = useTranslation();
  const { hash: token } = useLocation();
  const owner = useQuery({
    queryKey: ['link-owner', token],
    queryFn: () => api.post('/team/link-owner', { token }, linkOwner),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useDocumentTitle(t('account.password'));
  const status = owner.error instanceof ApiError ? owner.error.status : undefined;
  return (
    <main className={styles['page']}>
      <div className={styles['form']}>
        {token === '' || status === 400 || status === 410 ? (
          <EmptyState
            icon="key"
            title={t('setPassword.badTitle')}
            text={t('setPassword.badText')}
            actions={
              <Link to="/sign-in" className="link">
                {t('setPassword.toSignIn')}
              </Link>
            }
          />
        ) : (
          <QueryView query={owner} skeleton={<Skeleton height={280} />}>
            {({ name, email }) => <SetPasswordForm token={token} name={name} email={email} />}
          </QueryView>
        )}
      </div>
      <LanguageSwitch />
    </main>
  );
}

function SetPasswordForm({ token, name, email }: { token: string; name: string; email: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [password, setTyped] = useState('');
  const submit = useMutation({
    mutationFn: async () => {
      await setPassword(token, password);
      await signIn(email, password);
    },
    onSuccess: async () => {
      client.clear();
      await navigate({ to: '/', replace: true });
    },
  });

  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate();
      }}
    >
      <div className={styles['brand']}>
        <img src="/favicon.svg" alt="" />
        <h1>{t('setPassword.title', { name })}</h1>
        <p className="soft">{t('setPassword.text')}</p>
      </div>
      <Field label={t('signIn.email')}>
        {(field) => (
          <Input {...field} size="large" type="email" name="email" autoComplete="username" readOnly value={email} />
        )}
      </Field>
      <Field
        label={t('signIn.password')}
        hint={t('account.passwordHint', { least: passwordLength.least })}
        error={apiFieldErrors(submit.error)['newPassword'] ?? submit.error?.message}
      >
        {(field) => (
          <Input.Password
            {...field}
            size="large"
            name="password"
            autoComplete="new-password"
            autoFocus
            minLength={passwordLength.least}
            maxLength={passwordLength.most}
            required
            value={password}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        disabled={password.length < passwordLength.least}
        loading={submit.isPending}
        block
      >
        {t('setPassword.submit')}
      </Button>
    </form>
  );
}
