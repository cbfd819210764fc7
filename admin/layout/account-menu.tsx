import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { appearances, setAppearance, useAppearance } from '../shared/theme/appearance.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { sessionQuery, signOut } from '../sign-in/session.ts';
import styles from './account-menu.module.css';
import { LanguageSwitch } from './language-switch.tsx';

export function AccountMenu() {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={styles['trigger']} aria-label={t('account.menu')} popoverTarget="account-menu">
        <span className={styles['avatar']}>{initial(session?.name || session?.email || '')}</span>
        <span className="truncate">{session?.name || session?.email}</span>
        <Icon name="chevronDown" size={12} />
      </button>
      <div ref={menu} id="account-menu" popover="auto" className={styles['menu']}>
        <AccountPanel onNavigate={() => menu.current?.hidePopover()} />
      </div>
    </>
  );
}

export function AccountPanel({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { appearance } = useAppearance();

  const leave = async () => {
    await signOut();
    client.clear();
    await navigate({ to: '/sign-in' });
  };

  return (
    <div className={styles['panel']}>
      <div className="column">
        <span className="small faint">{t('account.appearance')}</span>
        <Segmented
          block
          aria-label={t('account.appearance')}
          value={appearance}
          options={appearances.map((value) => ({ value, label: t(`appearance.${value}`) }))}
          onChange={setAppearance}
        />
      </div>
      <div className="column">
        <span className="small faint">{t('account.language')}</span>
        <LanguageSwitch block />
      </div>
      <Link
        to="/settings/$section"
        params={{ section: 'account' }}
        className={styles['yours'] ?? ''}
        onClick={onNavigate}
      >
        <Icon name="profiles" />
        {t('account.yours')}
      </Link>
      <Button icon={<Icon name="exit" />} onClick={() => void leave()}>
        {t('account.signOut')}
      </Button>
    </div>
  );
}

function initial(name: string): string {
  return [...name][0]?.toUpperCase() ?? '';
}
