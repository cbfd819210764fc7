import Button from 'antd/es/button';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#contracts/calendar-day.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { readCalendar } from './read-calendar.ts';

/** Takes the days of an .ics or CSV file into the draft; a file without days says so. */
export function CalendarFileButton({ onRead }: { readonly onRead: (days: readonly CalendarDay[]) => void }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);

  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setReading(true);
    try {
      const days = readCalendar(await file.text());
      if (days.length > 0) onRead(days);
      else tell(t('calendar.nothing'));
    } finally {
      setReading(false);
      if (input.current) input.current.value = '';
    }
  };

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".ics,.csv,text/calendar,text/csv"
        hidden
        aria-label={t('calendar.import')}
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <Button icon={<Icon name="plus" size={14} />} loading={reading} onClick={() => input.current?.click()}>
        {t('calendar.import')}
      </Button>
    </>
  );
}
