import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { historyDays } from '#contracts/api/segment-history.ts';

export type HistoryDays = (typeof historyDays)[number];

export function PeriodSelect({ days, onChange }: { days: HistoryDays; onChange: (days: HistoryDays) => void }) {
  const { t } = useTranslation();
  return (
    <Select<HistoryDays>
      aria-label={t('customers.period')}
      value={days}
      onChange={onChange}
      style={{ minWidth: 144 }}
      options={historyDays.map((value) => ({ value, label: t('customers.lastDays', { count: value }) }))}
    />
  );
}
