import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteText, type PersonNote } from '#contracts/api/people-attributes.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { notesQuery, useSaveNote } from './attribute-queries.ts';
import styles from './attributes.module.css';

/** What the team should know of a person, and nobody else reads. */
export function ProfileNotes({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery(notesQuery(id));
  const mayChange = useMayChange();
  return (
    <Section title={t('attributes.notes')}>
      <div className={styles['notes']}>
        {mayChange ? <NoteForm id={id} /> : null}
        <QueryView query={query} skeleton={<Skeleton height={48} />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('attributes.noNotes')}</p>
            ) : (
              <ul className={styles['notes']}>
                {items.map((note) => (
                  <Note key={note.id} id={id} note={note} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </div>
    </Section>
  );
}

function Note({ id, note }: { id: string; note: PersonNote }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [editing, setEditing] = useState(false);
  const save = useSaveNote(id);
  if (editing) {
    return (
      <li>
        <NoteForm id={id} note={note} onDone={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li className={styles['note']}>
      <span className={styles['text']}>{note.text}</span>
      <span className="row wrap small faint">
        <span>
          {note.author.name} · <RelativeTime at={note.at} />
          {note.editedAt ? ` · ${t('attributes.edited')}` : ''}
        </span>
        {note.mine && mayChange ? (
          <>
            <Button type="link" size="small" onClick={() => setEditing(true)}>
              {t('attributes.editNote')}
            </Button>
            <DeleteButton
              label={t('attributes.deleteNote')}
              consequence={t('attributes.deleteNoteConsequence')}
              onDelete={() =>
                save.mutate({ note: note.id, text: null }, { onError: (error) => tell(error.message, 'failed') })
              }
            />
          </>
        ) : null}
      </span>
    </li>
  );
}

function NoteForm({ id, note, onDone }: { id: string; note?: PersonNote; onDone?: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(note?.text ?? '');
  const save = useSaveNote(id);
  const ready = noteText.safeParse(text).success;
  return (
    <form
      className="column"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const onSuccess = () => {
          setText('');
          onDone?.();
        };
        save.mutate({ text, ...(note && { note: note.id }) }, { onSuccess });
      }}
    >
      <Input.TextArea
        aria-label={t('attributes.writeNote')}
        placeholder={t('attributes.writeNote')}
        autoSize={{ minRows: 2, maxRows: 12 }}
        maxLength={5_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      {text !== '' || note ? (
        <div className="row">
          <Button type="primary" size="small" htmlType="submit" disabled={!ready} loading={save.isPending}>
            {t('attributes.saveNote')}
          </Button>
          {onDone ? (
            <Button size="small" onClick={onDone}>
              {t('action.cancel')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}
