import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import { MessageFrame } from '../shared/frames/message-frame.tsx';
import { ChannelMark, Pill } from '../shared/ui/marks.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import styles from './inbox-page.module.css';
import { ReplyBox } from './reply-box.tsx';
import { inboxMessageQuery } from './use-inbox-query.ts';

/** One message as its receiver sees it, with what leads to the person and to the decision behind it. */
export function InboxMessageView({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(inboxMessageQuery(id));
  return (
    <QueryView query={query} skeleton={<Skeleton height={420} />}>
      {(message) => (
        <>
          <div className={styles['facts']}>
            <ChannelMark channel={message.channel} />
            <span className="soft number">{format.dateTime(message.at)}</span>
            {message.openedAt ? <Pill icon="opened">{t('deliveries.furthest.opened')}</Pill> : null}
            {message.clickedAt ? <Pill icon="clicked">{t('deliveries.furthest.clicked')}</Pill> : null}
            {message.profile ? (
              <Link className="link" to="/profiles/$id" params={{ id: message.profile }}>
                {t('inbox.toProfile')}
              </Link>
            ) : null}
            {message.delivery ? (
              <Link className="link" to="/deliveries" search={{ open: message.delivery }}>
                {t('inbox.toDelivery')}
              </Link>
            ) : null}
          </div>
          <MessageFrame
            message={{
              channel: message.channel,
              from: message.from,
              to: message.to,
              title: message.subject,
              html: message.html,
              text: message.text,
              ...(message.links[0] ? { url: message.links[0] } : {}),
            }}
          />
          {message.channel === 'sms' || message.channel === 'email' ? <ReplyBox id={message.id} /> : null}
          {message.headers.length > 0 ? (
            <details>
              <summary className="soft">{t('inbox.headers')}</summary>
              <dl className="small" style={{ marginTop: 8 }}>
                {message.headers.map((header) => (
                  <div key={header.name} style={{ overflowWrap: 'anywhere' }}>
                    <dt className="faint" style={{ display: 'inline' }}>
                      {header.name}:{' '}
                    </dt>
                    <dd className="mono" style={{ display: 'inline' }}>
                      {header.value}
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          ) : null}
        </>
      )}
    </QueryView>
  );
}
