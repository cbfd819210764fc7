import Button from 'antd/es/button';
import Input, { type InputRef } from 'antd/es/input';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface TimelineDateProps {
  /** `YYYY-MM-DD`; undefined at the newest. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

/** Where the timeline begins. G goes to the field from anywhere on the page, Escape in it back to the newest. */
export function TimelineDate({ value, onChange }: TimelineDateProps) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'g' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  });
  useEffect(() => {
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <span className="row" style={{ gap: 8 }}>
      <Input
        // A day that is chosen elsewhere (back, a link) shows at once; one that is being typed is left alone.
        key={value ?? ''}
        ref={field}
        type="date"
        aria-label={t('profiles.timelineDate')}
        title={t('profiles.timelineDateKey')}
        aria-keyshortcuts="g"
        defaultValue={value}
        style={{ width: 152 }}
        onChange={({ target }) => {
          if (isDay(target.value)) onChange(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange(undefined);
        }}
      />
      {value === undefined ? null : <Button onClick={() => onChange(undefined)}>{t('profiles.timelineNewest')}</Button>}
    </span>
  );
}

/** Years with fewer digits are on their way to one with four. */
function isDay(text: string): boolean {
  return /^[12]\d{3}-\d{2}-\d{2}$/.test(text);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
