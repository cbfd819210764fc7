import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExportList } from '#contracts/api/export.ts';

interface ExportLinkProps {
  readonly list: ExportList;
  /** Those of the list as it is shown. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

/** Leads to the export of a list as it is filtered now. */
export function ExportLink({ list, filters }: ExportLinkProps) {
  const { t } = useTranslation();
  const set = Object.fromEntries(
    Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return (
    <Link to="/data/exports" search={{ list, filters: set }}>
      {t('action.export')}
    </Link>
  );
}
