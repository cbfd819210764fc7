import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';

interface MoreButtonProps {
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

/** Asks for the next page of a list; nothing on the last. */
export function MoreButton({ more }: MoreButtonProps) {
  const { t } = useTranslation();
  if (!more) return null;
  return (
    <div style={{ padding: '12px 16px' }}>
      <Button onClick={() => void more.load()} loading={more.loading}>
        {t('state.loadMore')}
      </Button>
    </div>
  );
}
