import { type ReactNode, useMemo, useRef, useState } from 'react';
import styles from './feedback.module.css';
import { type Feedback, FeedbackContext, type Question } from './feedback-context.ts';
import { QuestionDialog } from './question-dialog.tsx';

interface Told {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
}

const shownMilliseconds = { done: 3_000, failed: 10_000 };

/**
 * Short notices and questions. Written here instead of taken from the component library because these two are the only
 * parts of it that every first load would have to bring along (19 kB).
 */
export function FeedbackProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<readonly Told[]>([]);
  const [question, setQuestion] = useState<Question>();
  const answer = useRef<(agreed: boolean) => void>(undefined);
  const nextId = useRef(0);

  const feedback = useMemo<Feedback>(
    () => ({
      tell(text, tone = 'done') {
        nextId.current += 1;
        const id = nextId.current;
        setTold((before) => [...before, { id, text, tone }]);
        setTimeout(() => setTold((before) => before.filter((one) => one.id !== id)), shownMilliseconds[tone]);
      },
      ask(next) {
        setQuestion(next);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      },
    }),
    [],
  );

  return (
    <FeedbackContext value={feedback}>
      {children}
      <div className={styles['notices']} role="status">
        {told.map((one) => (
          <p key={one.id} className={styles['notice']} data-tone={one.tone}>
            {one.text}
          </p>
        ))}
      </div>
      {question ? (
        <QuestionDialog
          question={question}
          onAnswer={(agreed) => {
            setQuestion(undefined);
            answer.current?.(agreed);
          }}
        />
      ) : null}
    </FeedbackContext>
  );
}
