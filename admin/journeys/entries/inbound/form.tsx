import { useTranslation } from 'react-i18next';
import type { EntryFormProps } from '../entry-view.ts';
import { InboundMatchFields } from './inbound-match-fields.tsx';

export function InboundForm({ entry, onChange }: EntryFormProps<'inbound'>) {
  const { t } = useTranslation();
  return (
    <>
      <InboundMatchFields match={entry.match} onChange={(match) => onChange({ ...entry, match })} />
      <p className="small faint">{t('inbound.entryHint')}</p>
    </>
  );
}
