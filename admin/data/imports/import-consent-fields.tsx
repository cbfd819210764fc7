import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import type { ConsentColumn } from '#contracts/consent/consent-column.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from './import.module.css';

interface ImportConsentFieldsProps {
  readonly consent: ConsentColumn;
  readonly columns: readonly string[];
  /** What stands in its column in the first rows. */
  readonly samples: readonly string[];
  readonly onChange: (consent: ConsentColumn) => void;
  readonly onRemove: () => void;
}

const answers = ['granted', 'denied'] as const;
const proofs = ['text', 'textVersion', 'language', 'url', 'ip', 'userAgent', 'note'] as const;
const wholeChannel = '';

/** One word of consent: where it stands, what it is about, which values mean yes and no, and what proves it. */
export function ImportConsentFields({ consent, columns, samples, onChange, onRemove }: ImportConsentFieldsProps) {
  const { t } = useTranslation();
  const confirmedId = useId();
  const topics = useQuery(settingsQuery).data?.topics ?? [];
  const put = (change: Partial<ConsentColumn>) => onChange({ ...consent, ...change });
  const columnOptions = columns.map((value) => ({ value, label: value }));
  return (
    <div className={styles['card']}>
      <div className={styles['fields']}>
        <Field label={t('imports.consents.column')} hint={samples.slice(0, 3).join(' · ')}>
          {(control) => (
            <Select
              {...control}
              showSearch
              value={consent.column}
              options={columnOptions}
              onChange={(column) => put({ column })}
            />
          )}
        </Field>
        <Field label={t('imports.consents.channel')}>
          {(control) => (
            <Select
              {...control}
              value={consent.channel}
              options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
              onChange={(channel) => put({ channel })}
            />
          )}
        </Field>
        <Field label={t('imports.consents.topic')}>
          {(control) => (
            <Select
              {...control}
              value={consent.topic ?? wholeChannel}
              options={[
                { value: wholeChannel, label: t('imports.consents.wholeChannel') },
                ...topics.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(topic) => {
                const { topic: _, ...rest } = consent;
                onChange(topic === wholeChannel ? rest : { ...rest, topic });
              }}
            />
          )}
        </Field>
        {answers.map((answer) => (
          <Field key={answer} label={t(`imports.consents.${answer}`)} hint={t('imports.consents.silence')}>
            {(control) => (
              <Select
                {...control}
                mode="tags"
                tokenSeparators={[',']}
                value={consent[answer]}
                options={samples.slice(0, 20).map((value) => ({ value, label: value }))}
                onChange={(values) => put({ [answer]: values })}
              />
            )}
          </Field>
        ))}
      </div>
      <span className="row">
        <Switch id={confirmedId} checked={consent.confirmed} onChange={(confirmed) => put({ confirmed })} />
        <label htmlFor={confirmedId}>{t('imports.consents.confirmed')}</label>
      </span>
      <details open={Object.keys(consent.proof).length > 0}>
        <summary>{t('imports.consents.proof')}</summary>
        <div className={styles['fields']} style={{ marginTop: 8 }}>
          {proofs.map((name) => (
            <Field key={name} label={t(`imports.consents.proofs.${name}`)}>
              {(control) => (
                <Select
                  {...control}
                  allowClear
                  showSearch
                  placeholder={t('imports.consents.noColumn')}
                  value={consent.proof[name]}
                  options={columnOptions}
                  onChange={(column: string | undefined) => {
                    const { [name]: _, ...rest } = consent.proof;
                    put({ proof: column === undefined ? rest : { ...rest, [name]: column } });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      </details>
      <span>
        <Button size="small" icon={<Icon name="trash" size={14} />} onClick={onRemove}>
          {t('action.remove')}
        </Button>
      </span>
    </div>
  );
}
