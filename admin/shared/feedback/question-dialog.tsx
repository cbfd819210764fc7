import Button from 'antd/es/button';
import { useEffect, useRef } from 'react';
import styles from './feedback.module.css';
import type { Question } from './feedback-context.ts';

interface QuestionDialogProps {
  readonly question: Question;
  readonly onAnswer: (agreed: boolean) => void;
}

export function QuestionDialog({ question, onAnswer }: QuestionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby="question-title"
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2 id="question-title" className={styles['title']}>
        {question.title}
      </h2>
      <div className={styles['text']}>{question.text}</div>
      <div className={styles['actions']}>
        <Button onClick={() => onAnswer(false)}>{question.decline}</Button>
        {question.agree ? (
          <Button type="primary" onClick={() => onAnswer(true)}>
            {question.agree}
          </Button>
        ) : null}
      </div>
    </dialog>
  );
}
