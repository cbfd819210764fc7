import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import styles from './frames.module.css';
import { LinkedText } from './linked-text.tsx';
import { MailFrame } from './mail-frame.tsx';

interface ShownMessage {
  readonly channel: Channel;
  readonly from?: string;
  readonly to?: string;
  /** Subject of a mail, title of a notification. */
  readonly title: string;
  readonly html: string;
  readonly text: string;
  /** Where a tap on a notification leads. */
  readonly url?: string;
}

/** A message the way its receiver sees it. */
export function MessageFrame({ message }: { message: ShownMessage }) {
  const { t } = useTranslation();
  switch (message.channel) {
    case 'email':
      return (
        <article className={styles['window']}>
          <header className={styles['mailHeader']}>
            <span className={styles['subject']}>{message.title || t('frames.noSubject')}</span>
            {message.from ? <span className="small soft">{t('frames.from', { address: message.from })}</span> : null}
            {message.to ? <span className="small soft">{t('frames.to', { address: message.to })}</span> : null}
          </header>
          <MailFrame title={message.title || t('frames.noSubject')} html={message.html} />
        </article>
      );
    case 'sms':
      return (
        <article className={styles['phone']}>
          <p className={styles['phoneTo']}>{message.from || message.to}</p>
          <div className={styles['bubble']}>
            <LinkedText text={message.text} />
          </div>
        </article>
      );
    case 'push':
      return (
        <article className={styles['phone']}>
          <p className={styles['phoneTo']}>{message.to}</p>
          <div className={styles['notification']}>
            <strong>{message.title}</strong>
            <span>{message.text}</span>
            {message.url ? (
              <a className="link small" href={message.url} target="_blank" rel="noreferrer">
                {t('frames.tap')}
              </a>
            ) : null}
          </div>
        </article>
      );
    case 'webhook':
      return (
        <article className={styles['window']}>
          <pre className={styles['payload']}>{message.text}</pre>
        </article>
      );
  }
}
