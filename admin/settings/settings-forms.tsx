import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type WorkspaceSettings, workspaceSettings } from '#contracts/settings.ts';
import { IdentityForm } from '../identity/identity-form.tsx';
import { LeadScoreForm } from '../lead-score/lead-score-form.tsx';
import { PrivacyPanel } from '../privacy/privacy-panel.tsx';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { apiFieldErrors, zodErrors } from '../shared/field-errors.ts';
import { placeQuery } from '../shared/place-query.ts';
import { settingsQuery } from '../shared/settings-query.ts';
import { useUnsavedGuard } from '../shared/use-unsaved-guard.ts';
import { Editable } from '../sign-in/editable.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../sign-in/view-only-mark.tsx';
import { SystemPanel } from '../system/system-panel.tsx';
import { CalendarForm } from './calendar/calendar-form.tsx';
import { AccountForm } from './channels/account-form.tsx';
import { ChannelsForm } from './channels/channels-form.tsx';
import { ConsentForm } from './consent/consent-form.tsx';
import { PreferenceCentreForm } from './consent/preference-centre-form.tsx';
import { TopicsForm } from './consent/topics-form.tsx';
import { GeneralForm } from './general-form.tsx';
import { KeysForm } from './keys/keys-form.tsx';
import { KeywordsForm } from './keywords/keywords-form.tsx';
import { LifecycleForm } from './lifecycle/lifecycle-form.tsx';
import type { SettingsSection } from './sections.ts';
import { SendingForm } from './sending/sending-form.tsx';
import type { SettingsFormProps } from './settings-form-props.ts';
import styles from './settings-page.module.css';
import { TeamForm } from './team/team-form.tsx';

/** They say themselves what a viewer may do. */
const ownStates: ReadonlySet<SettingsSection> = new Set(['privacy', 'keys', 'system', 'account']);

interface SettingsFormsProps {
  readonly settings: WorkspaceSettings;
  readonly section: SettingsSection;
}

/** All sections edit one draft, so that moving between them loses nothing; it takes effect as a whole. */
export function SettingsForms({ settings, section }: SettingsFormsProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [draft, setDraft] = useState<WorkspaceSettings>();
  const value = draft ?? settings;
  const dirty = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(settings);
  const parsed = workspaceSettings.safeParse(value);

  const save = useMutation({
    mutationFn: () => api.put('/settings', value, workspaceSettings),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      client.setQueryData(placeQuery.queryKey, saved);
      setDraft(undefined);
      tell(t('action.saved'));
    },
  });
  useUnsavedGuard(dirty, '/settings');

  const form: SettingsFormProps = {
    value,
    errors: { ...apiFieldErrors(save.error), ...zodErrors(parsed.error, value) },
    onChange: (change) => {
      save.reset();
      setDraft({ ...value, ...change });
    },
  };

  return (
    <div className={styles['forms']}>
      {mayChange || ownStates.has(section) ? null : (
        <p className="row wrap">
          <ViewOnlyMark /> <span className="soft">{t('viewer.reason')}</span>
        </p>
      )}
      <Editable>
        {section === 'general' ? <GeneralForm {...form} /> : null}
        {section === 'sending' ? <SendingForm {...form} /> : null}
        {section === 'calendar' ? <CalendarForm {...form} /> : null}
        {section === 'topics' ? <TopicsForm {...form} /> : null}
        {section === 'consent' ? <ConsentForm {...form} /> : null}
        {section === 'preference-centre' ? <PreferenceCentreForm {...form} /> : null}
        {section === 'keywords' ? <KeywordsForm {...form} /> : null}
        {section === 'identity' ? <IdentityForm {...form} /> : null}
        {section === 'lifecycle' ? <LifecycleForm {...form} /> : null}
        {section === 'channels' ? <ChannelsForm {...form} /> : null}
      </Editable>
      {section === 'lead-score' ? <LeadScoreForm /> : null}
      {section === 'privacy' ? <PrivacyPanel /> : null}
      {section === 'team' ? <TeamForm /> : null}
      {section === 'keys' ? <KeysForm /> : null}
      {section === 'system' ? <SystemPanel /> : null}
      {section === 'account' ? <AccountForm /> : null}
      {dirty ? (
        <section className={styles['saveBar']} aria-label={t('unsaved.bar')}>
          <span className={save.error || !parsed.success ? styles['problem'] : 'soft'} role="status">
            {save.error?.message ?? (parsed.success ? t('unsaved.bar') : t('settings.invalid'))}
          </span>
          <Button onClick={() => setDraft(undefined)}>{t('settings.discard')}</Button>
          <Button type="primary" disabled={!parsed.success} loading={save.isPending} onClick={() => save.mutate()}>
            {t('action.save')}
          </Button>
        </section>
      ) : null}
    </div>
  );
}
