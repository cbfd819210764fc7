import Input from 'antd/es/input';
import Radio from 'antd/es/radio';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DoNotContactScope, doNotContactScopes } from '#contracts/consent/consent.ts';
import { ReasonDialog } from '../../privacy/reason-dialog.tsx';
import { Field } from '../../shared/ui/field.tsx';

interface DoNotContactDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function DoNotContactDialog({ id, onClose }: DoNotContactDialogProps) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<DoNotContactScope>('marketing');
  const [until, setUntil] = useState('');
  // The end of the day that was chosen, where the reader is.
  const end = until === '' ? undefined : new Date(`${until}T23:59:59`).toISOString();
  return (
    <ReasonDialog
      profile={id}
      path="do-not-contact"
      order={{ scope, ...(end && { until: end }) }}
      title={t('profiles.doNotContact.order')}
      agree={t('profiles.doNotContact.confirm')}
      danger
      label={t('profiles.doNotContact.reason')}
      hint={t('profiles.doNotContact.reasonHint')}
      above={
        <>
          <Radio.Group
            aria-label={t('profiles.doNotContact.scope')}
            value={scope}
            options={doNotContactScopes.map((value) => ({ value, label: t(`profiles.doNotContact.${value}`) }))}
            onChange={(event) => setScope(event.target.value as DoNotContactScope)}
          />
          <p className="small faint">{t(`profiles.doNotContact.scopeHint.${scope}`)}</p>
        </>
      }
      below={
        <Field label={t('profiles.doNotContact.until')} hint={t('profiles.doNotContact.forever')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              style={{ width: 176 }}
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </Field>
      }
      onClose={onClose}
    />
  );
}
