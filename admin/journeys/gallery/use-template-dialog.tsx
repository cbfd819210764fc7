import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journey } from '#contracts/api/journey.ts';
import type { JourneyTemplate } from '#contracts/api/journey-template.ts';
import { type Language, languageCodes, languages } from '../../i18n/languages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { api } from '../../shared/api.ts';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import styles from './gallery.module.css';

interface UseTemplateDialogProps {
  readonly template: JourneyTemplate;
  readonly onClose: () => void;
}

/** In which language, and where its buttons lead; says which events have never been seen. */
export function UseTemplateDialog({ template, onClose }: UseTemplateDialogProps) {
  const { t } = useTranslation();
  const own = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const settings = useQuery(settingsQuery).data;
  const { events } = useCatalog();
  const names = useNames();
  const [chosen, setLanguage] = useState<Language>();
  const language = chosen ?? settings?.language ?? own;
  const host = settings?.linkHosts?.[0];
  const [written, setWritten] = useState<string>();
  const shop = written ?? (host ? `https://${host}` : `${location.origin}/demo/shop`);
  const isReady = URL.canParse(shop) && /^https?:/.test(shop);
  // Before anything is known of the events, none of them counts as missing.
  const withSentName = (name: string) => (names.event(name) === name ? name : `${names.event(name)} (${name})`);
  const unseen = template.events.filter((event) => !events.some(({ name }) => name === event));

  const use = useMutation({
    mutationFn: () => api.post(`/journey-templates/${template.id}/use`, { language, shop }, journey),
    onSuccess: async (created) => {
      client.setQueryData(['journeys', created.id], created);
      for (const noun of ['journeys', 'messages', 'segments'])
        void client.invalidateQueries({ queryKey: [noun], exact: true });
      await navigate({ to: '/journeys/$id', params: { id: created.id } });
    },
  });

  return (
    <Modal
      open
      title={template.name[own]}
      okText={t('gallery.make')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !isReady, loading: use.isPending }}
      onOk={() => use.mutate()}
      onCancel={onClose}
    >
      <div className={styles['dialog']}>
        <p className="soft">{t('gallery.makes')}</p>
        <ul className={styles['along']}>
          {template.messages.map((message) => (
            <li key={message.name.en}>
              <Icon name="messages" size={14} />
              <span>{message.name[language]}</span>
              <span className="faint">{message.subject[language]}</span>
            </li>
          ))}
          {template.segments.map((segment) => (
            <li key={segment.en}>
              <Icon name="segments" size={14} />
              <span>{segment[language]}</span>
            </li>
          ))}
        </ul>
        <Field label={t('gallery.language')} hint={t('gallery.languageHint')}>
          {(control) => (
            <Select
              {...control}
              value={language}
              options={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
              onChange={setLanguage}
            />
          )}
        </Field>
        <Field label={t('gallery.shop')} hint={t('gallery.shopHint')} error={use.error?.message}>
          {(control) => (
            <Input {...control} type="url" value={shop} onChange={(event) => setWritten(event.target.value)} />
          )}
        </Field>
        {unseen.length > 0 && events.length > 0 ? (
          <p className="small" style={{ color: 'var(--held)' }}>
            <Icon name="info" size={14} />{' '}
            {t('gallery.unseen', { events: unseen.map(withSentName).join(t('gallery.comma')) })}
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
