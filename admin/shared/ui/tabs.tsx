import AntTabs, { type TabsProps } from 'antd/es/tabs';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** Tabs whose button for those that have no room says in words what it is. */
export function Tabs(props: TabsProps) {
  const { t } = useTranslation();
  const icon = (
    <>
      <Icon name="more" />
      <span className="visually-hidden">{t('action.more')}</span>
    </>
  );
  return <AntTabs more={{ icon }} {...props} />;
}
