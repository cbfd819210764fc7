import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../sign-in/use-may-change.ts';

/** The rows that did not go in, or not as a whole, with their own columns: to be mended and imported again. */
export function ListDownload({ id, of }: { id: string; of: 'check' | 'import' }) {
  const { t } = useTranslation();
  if (!useMayChange()) return null;
  return (
    <Button size="small" href={`/api/v1/imports/${id}/rejected?of=${of}`} title={t('imports.downloadHint')} download>
      {t('imports.download')}
    </Button>
  );
}
