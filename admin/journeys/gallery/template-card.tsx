import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { JourneyTemplate } from '#contracts/api/journey-template.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { cardOf, kindNamed } from '../nodes/index.ts';
import styles from './gallery.module.css';

interface TemplateCardProps {
  readonly template: JourneyTemplate;
  readonly onUse: () => void;
}

/** What a ready journey does, its steps in a row, and what comes along. */
export function TemplateCard({ template, onUse }: TemplateCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const mayChange = useMayChange();
  const steps = template.steps.flatMap((step) => kindNamed(step) ?? []);
  const channels = [...new Set(template.messages.flatMap((message) => message.channels))];
  return (
    <article className={styles['card']}>
      <h3>{template.name[language]}</h3>
      <p className="soft">{template.description[language]}</p>
      <ol className={styles['thread']} aria-label={t('gallery.steps')}>
        {steps.map((kind, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same kind of step comes several times
          <li key={index} title={t(`node.${kind}`)} data-kind={kind}>
            <Icon name={cardOf(kind).icon} size={14} />
          </li>
        ))}
      </ol>
      <p className="small faint">
        {[
          t('gallery.messages', { count: template.messages.length }),
          channels.map((channel) => t(`channel.${channel}`)).join(t('gallery.comma')),
        ].join(' · ')}
      </p>
      {mayChange ? (
        <Button className={styles['use'] ?? ''} onClick={onUse}>
          {t('gallery.use')}
        </Button>
      ) : null}
    </article>
  );
}
