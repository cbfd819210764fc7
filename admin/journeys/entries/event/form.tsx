import { EventNameInput, EventWhere } from '../../../shared/conditions/parts/event-match-editor.tsx';
import type { EntryFormProps } from '../entry-view.ts';

export function EventForm({ entry, onChange }: EntryFormProps<'event'>) {
  return (
    <div className="column" style={{ alignItems: 'flex-start' }}>
      <EventNameInput match={entry.match} onChange={(match) => onChange({ ...entry, match })} />
      <EventWhere match={entry.match} onChange={(match) => onChange({ ...entry, match })} />
    </div>
  );
}
