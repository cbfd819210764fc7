import type { NodeProps } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteColors } from '#contracts/journey/note.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import type { NoteNode } from './canvas-model.ts';
import styles from './note-card.module.css';

/** A word to colleagues. Written on a double click or Enter, taken over when the focus leaves. */
export function NoteCard({ data: { note, notes }, selected }: NodeProps<NoteNode>) {
  const { t } = useTranslation();
  const mayChange = useMayChange() && notes !== undefined;
  const [text, setText] = useState<string>();
  const isWritten = mayChange && (notes.written === note.id || (note.text === '' && selected));
  const take = () => {
    if (text !== undefined && text !== note.text) notes?.onChange({ ...note, text });
    setText(undefined);
    notes?.onWrite(undefined);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the canvas makes the node around it focusable, with the same effect on Enter
    <div
      className={styles['note']}
      data-color={note.color}
      data-selected={selected}
      onDoubleClick={() => mayChange && notes.onWrite(note.id)}
    >
      {isWritten ? (
        <textarea
          className={`${styles['text']} nodrag nowheel`}
          aria-label={t('canvas.note')}
          placeholder={t('canvas.notePlaceholder')}
          maxLength={2_000}
          rows={4}
          value={text ?? note.text}
          ref={focusAtFirst}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            event.stopPropagation();
            // With the focus on the note the keys of the canvas go on working.
            if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
          }}
        />
      ) : (
        <p className={styles['text']}>{note.text || t('canvas.notePlaceholder')}</p>
      )}
      {selected && mayChange ? (
        <div className={`${styles['colors']} nodrag`}>
          {noteColors.map((color) => (
            <button
              key={color}
              type="button"
              data-color={color}
              aria-label={t(`canvas.noteColor.${color}`)}
              aria-pressed={color === note.color}
              onClick={() => notes.onChange({ ...note, color })}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function focusAtFirst(field: HTMLTextAreaElement | null): void {
  field?.focus();
}
