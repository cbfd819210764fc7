import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#contracts/calendar-day.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { FileButton } from '../../shared/ui/file-button.tsx';
import { readCalendar } from './read-calendar.ts';

/** Takes the days of an .ics or CSV file into the draft; a file without days says so. */
export function CalendarFileButton({ onRead }: { readonly onRead: (days: readonly CalendarDay[]) => void }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const [reading, setReading] = useState(false);

  const read = async (file: File) => {
    setReading(true);
    try {
      const days = readCalendar(await file.text());
      if (days.length > 0) onRead(days);
      else tell(t('calendar.nothing'));
    } finally {
      setReading(false);
    }
  };

  return (
    <FileButton accept=".ics,.csv,text/calendar,text/csv" loading={reading} onFile={(file) => void read(file)}>
      {t('calendar.import')}
    </FileButton>
  );
}
