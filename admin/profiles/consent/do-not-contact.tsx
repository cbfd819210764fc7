import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Popconfirm from 'antd/es/popconfirm';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { DoNotContactDialog } from './do-not-contact-dialog.tsx';

/** The order that nobody writes to her, with the way to give and to lift it. */
export function DoNotContact({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [ordering, setOrdering] = useState(false);
  const lift = useMutation({
    mutationFn: () => api.delete(`/profiles/${encodeURIComponent(profile.id)}/do-not-contact`),
    onSuccess: () => {
      // The person's lane takes some milliseconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['profiles', profile.id] }), 500);
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  const order = profile.doNotContact;
  if (!order) {
    return mayChange ? (
      <>
        <Button style={{ alignSelf: 'flex-start' }} onClick={() => setOrdering(true)}>
          {t('profiles.doNotContact.order')}
        </Button>
        {ordering ? <DoNotContactDialog id={profile.id} onClose={() => setOrdering(false)} /> : null}
      </>
    ) : null;
  }
  return (
    <div className="column" style={{ gap: 4 }}>
      <span className="row wrap">
        <Pill tone="failed" icon="held">
          {t('profiles.doNotContact.title')}
        </Pill>
        <span>{t(`profiles.doNotContact.${order.scope}`)}</span>
        {mayChange ? (
          <Popconfirm
            title={t('profiles.doNotContact.liftTitle')}
            description={<div style={{ maxWidth: 320 }}>{t('profiles.doNotContact.liftConsequence')}</div>}
            okText={t('profiles.doNotContact.lift')}
            cancelText={t('action.cancel')}
            icon={null}
            onConfirm={() => lift.mutate()}
          >
            <Button size="small" loading={lift.isPending}>
              {t('profiles.doNotContact.lift')}
            </Button>
          </Popconfirm>
        ) : null}
      </span>
      <span className="small faint">
        {[
          order.reason,
          t('profiles.doNotContact.since', { date: format.date(order.at) }),
          order.until && t('profiles.consentUntil', { date: format.date(order.until) }),
          order.actor && t('profiles.doNotContact.by', { actor: order.actor }),
        ]
          .filter((part) => part)
          .join(' · ')}
      </span>
    </div>
  );
}
