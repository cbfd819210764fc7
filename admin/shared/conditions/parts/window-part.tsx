import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { TimeWindow } from '#contracts/segment/window.ts';
import { Choice } from './choice.tsx';
import { isWindowComplete } from './complete.ts';
import { NumberPart } from './number-part.tsx';
import { calendarKeys, keyOf, type WindowKey, windowOfKey } from './time-window.ts';
import { windowWords } from './window-words.ts';

interface WindowPartProps<Window extends TimeWindow | undefined> {
  readonly window: Window;
  /** Whether all time is a choice. */
  readonly ever: undefined extends Window ? true : false;
  readonly onChange: (window: Window) => void;
}

/** "In the last 30 days", "this month", "from one day to another". */
export function WindowPart<Window extends TimeWindow | undefined>({ window, ever, onChange }: WindowPartProps<Window>) {
  const { t } = useTranslation();
  const key = keyOf(window);
  const keys: WindowKey[] = ['sliding', ...calendarKeys, 'absolute', ...(ever ? (['ever'] as const) : [])];
  if (!keys.includes(key)) keys.push(key);
  const change = (next: TimeWindow | undefined): void => onChange(next as Window);
  return (
    <>
      <Choice
        label={t('conditions.window')}
        value={key}
        options={keys.map((value) => ({ value, label: label(value) }))}
        onChange={(value) => change(windowOfKey(value, window))}
      />
      {window?.type === 'sliding' ? (
        <NumberPart
          label={t('conditions.days')}
          value={window.days}
          min={0.01}
          max={1_095}
          unit={t('conditions.dayUnit', { count: window.days })}
          onChange={(days) => change({ ...window, days })}
        />
      ) : null}
      {window?.type === 'absolute'
        ? (['from', 'to'] as const).map((end) => (
            <Input
              key={end}
              type="date"
              aria-label={t(`conditions.${end}`)}
              style={{ width: 160 }}
              status={isWindowComplete(window) ? '' : 'warning'}
              value={window[end] ?? ''}
              onChange={(event) => {
                const dates: { from?: string | undefined; to?: string | undefined } = { ...window };
                dates[end] = event.target.value;
                const { from, to } = dates;
                change({ type: 'absolute', ...(from && { from }), ...(to && { to }) });
              }}
            />
          ))
        : null}
    </>
  );

  function label(one: WindowKey): string {
    if (one === 'sliding') return t('conditions.inTheLast');
    if (one === 'absolute') return t('conditions.between');
    return windowWords(t, windowOfKey(one, undefined));
  }
}
