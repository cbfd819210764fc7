import styles from './field.module.css';

interface ProblemLineProps {
  /** By which the control is described. */
  readonly id?: string;
  readonly problem: string | undefined;
}

/** What is wrong with controls that stand in a sentence or a row, where no `Field` says it; below them. */
export function ProblemLine({ id, problem }: ProblemLineProps) {
  if (problem === undefined) return null;
  return (
    <p id={id} className={styles['error']} role="alert">
      {problem}
    </p>
  );
}
