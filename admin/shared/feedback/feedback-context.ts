import { createContext, type ReactNode, useContext } from 'react';

export interface Question {
  readonly title: string;
  /** In plain words: what happens, to how many people. */
  readonly text: ReactNode;
  /** Without it there is nothing to agree to, and the dialog only informs. */
  readonly agree?: string;
  readonly decline: string;
}

export interface Feedback {
  /** A short line that goes away by itself. */
  readonly tell: (text: string, tone?: 'done' | 'failed') => void;
  /** Asks once; resolves with whether the person agreed. */
  readonly ask: (question: Question) => Promise<boolean>;
}

export const FeedbackContext = createContext<Feedback | undefined>(undefined);

export function useFeedback(): Feedback {
  const feedback = useContext(FeedbackContext);
  if (!feedback) throw new Error('useFeedback stands outside of FeedbackProvider');
  return feedback;
}
