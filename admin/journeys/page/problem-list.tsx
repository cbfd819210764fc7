import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from './journey-editor.module.css';

interface ProblemListProps {
  readonly definition: JourneyDefinition;
  readonly problems: readonly DefinitionProblem[];
  readonly onSelect: (node: string | undefined) => void;
}

/** What is missing before it can be published; each leads to the step concerned, or to the rules of the journey. */
export function ProblemList({ definition, problems, onSelect }: ProblemListProps) {
  const { t } = useTranslation();
  const kindOf = (id: string) => {
    const node = definition.nodes.find((one) => one.id === id);
    return node ? t(`node.${node.kind}`) : id;
  };
  if (problems.length === 0) {
    return (
      <p className="small faint">
        <Icon name="check" size={14} /> {t('journeys.noProblems')}
      </p>
    );
  }
  return (
    <Section title={t('journeys.problems')} note={String(problems.length)}>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.node}:${problem.code}:${JSON.stringify(problem.params)}`}>
            <button type="button" className={styles['problem']} onClick={() => onSelect(problem.node ?? undefined)}>
              <Icon name="warning" size={14} />
              <span>
                {problem.message}
                {problem.node ? <span className="faint"> · {kindOf(problem.node)}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
