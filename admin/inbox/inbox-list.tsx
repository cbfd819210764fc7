import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '#contracts/api/inbox.ts';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import styles from './inbox-page.module.css';

interface InboxListProps {
  readonly items: readonly InboxItem[];
  readonly shown: string | undefined;
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function InboxList({ items, shown, more }: InboxListProps) {
  const { t } = useTranslation();
  return (
    <>
      <ul aria-label={t('navigation.inbox')}>
        {items.map((item) => (
          <li key={item.id}>
            <Link
              to="/inbox"
              search={(before) => ({ ...before, open: item.id })}
              resetScroll={false}
              className={styles['item'] ?? ''}
              aria-current={item.id === shown ? 'true' : undefined}
            >
              <ChannelMark channel={item.channel} label={false} />
              <span className={`${styles['to']} truncate`}>{item.to}</span>
              <span className="small faint">
                <RelativeTime at={item.at} />
              </span>
              {item.subject ? <span className="truncate">{item.subject}</span> : null}
              <span className="small faint truncate">{item.preview}</span>
            </Link>
          </li>
        ))}
      </ul>
      {more ? (
        <div style={{ padding: 12 }}>
          <Button block onClick={() => void more.load()} loading={more.loading}>
            {t('state.loadMore')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
