import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { privacyRequest } from '#contracts/api/privacy.ts';
import type { Profile } from '#contracts/api/profile.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { RequestTable } from './request-table.tsx';
import { RestrictDialog } from './restrict-dialog.tsx';

/** What she may ask for: her data, that nothing is done with it, that it is gone. Administrators only. */
export function ProfilePrivacy({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [open, setOpen] = useState<'erase' | 'restrict'>();
  const path = `/profiles/${encodeURIComponent(profile.id)}`;
  const onError = (error: Error) => tell(error.message, 'failed');
  const ask = useMutation({
    mutationFn: () => api.post(`${path}/exports`, undefined, privacyRequest),
    onSuccess: () => client.invalidateQueries({ queryKey: ['privacy'] }),
    onError,
  });
  const lift = useMutation({
    mutationFn: () => api.delete(`${path}/restriction`),
    onSuccess: () => {
      // The person's lane takes some milliseconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['profiles', profile.id] }), 500);
    },
    onError,
  });
  if (!mayChange) return profile.restricted ? <Restriction profile={profile} /> : null;
  return (
    <Section title={t('privacy.title')} note={t('privacy.note')}>
      <div className="column" style={{ gap: 16 }}>
        {profile.restricted ? <Restriction profile={profile} /> : null}
        <div className="row wrap">
          <Button loading={ask.isPending} onClick={() => ask.mutate()}>
            {t('privacy.export')}
          </Button>
          {profile.restricted ? (
            <Button loading={lift.isPending} onClick={() => lift.mutate()}>
              {t('privacy.lift')}
            </Button>
          ) : (
            <Button onClick={() => setOpen('restrict')}>{t('privacy.restrict')}</Button>
          )}
          <Button danger onClick={() => setOpen('erase')}>
            {t('privacy.erase')}
          </Button>
        </div>
      </div>
      <RequestTable profile={profile.id} />
      {open === 'erase' ? <EraseDialog profile={profile} onClose={() => setOpen(undefined)} /> : null}
      {open === 'restrict' ? <RestrictDialog id={profile.id} onClose={() => setOpen(undefined)} /> : null}
    </Section>
  );
}

function Restriction({ profile: { restricted } }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (restricted === undefined) return null;
  return (
    <p className="row wrap">
      <Pill tone="held" icon="held">
        {t('privacy.restricted')}
      </Pill>
      <span className="small soft">
        {[restricted.reason, t('privacy.by', { actor: restricted.actor, date: format.date(restricted.at) })].join(
          ' · ',
        )}
      </span>
    </p>
  );
}
