import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ExportList } from '#contracts/export-list.ts';

interface ExportButtonProps {
  readonly list: ExportList;
  /** Those of the list as it is shown. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

/** Leads to the export of a list as it is filtered now. */
export function ExportButton({ list, filters }: ExportButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = Object.fromEntries(
    Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return (
    <Button onClick={() => void navigate({ to: '/data/exports', search: { list, filters: set } })}>
      {t('action.export')}
    </Button>
  );
}
