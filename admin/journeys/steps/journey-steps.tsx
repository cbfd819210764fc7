import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import type { ShownJourney } from '../canvas/canvas-model.ts';
import styles from '../canvas/journey-canvas.module.css';
import { NodeNumbers } from '../canvas/node-numbers.tsx';
import { AddStepMenu } from '../canvas/tools/add-step-menu.tsx';
import type { Exit } from '../graph/edit-journey.ts';
import { type StepLine, stepOrder } from '../graph/step-order.ts';
import { cardOf, waysOf } from '../nodes/index.ts';
import { useNodeWords } from '../use-node-words.ts';

/** Deeper branches stand no further in, so that a card on a narrow screen stays wide enough to read. */
const deepest = 6;

/** The journey as a readable list: the same steps, counts and plus signs as the canvas. */
export function JourneySteps(props: ShownJourney) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const lines = stepOrder(props.definition.nodes);
  return (
    <ol className={styles['steps']} aria-label={t('journeys.list')}>
      {lines.map((line) => (
        <li
          key={`${line.type}:${line.by?.node}:${line.by?.branch}:${line.type === 'end' ? '' : line.node.id}`}
          data-depth={Math.min(line.depth, deepest)}
        >
          {line.by ? <Way {...props} by={line.by} line={line} /> : null}
          {line.type === 'step' ? <Step {...props} line={line} /> : null}
          {line.type === 'again' ? (
            <button type="button" className={styles['stepCard']} onClick={() => props.onSelect(line.node.id)}>
              <span className={styles['cardHeader']} style={{ paddingBottom: 8 }}>
                <Icon name="arrowLeft" size={14} />{' '}
                {t('journeys.goesTo', { step: `${t(`node.${line.node.kind}`)} · ${words.node(line.node)}` })}
              </span>
            </button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** Between two steps: the answer that led on, how many went, and a plus. */
function Way({ definition, counts, onAdd, by, line }: ShownJourney & { by: Exit; line: StepLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const passed = counts?.nodes.find(({ node }) => node === by.node)?.passed.find(({ branch }) => branch === by.branch);
  const source = definition.nodes.find(({ id }) => id === by.node);
  const words = source && waysOf(source, t).find(({ branch }) => branch === by.branch)?.words;
  return (
    <div className={styles['stepAdd']}>
      <AddStepMenu atEnd={line.type === 'end'} onAdd={(kind) => onAdd(by, kind)} />
      <span className={styles['stepBranch']}>
        {[words, passed ? format.number(passed.count) : ''].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}

function Step({
  counts,
  problems,
  selected,
  onSelect,
  line,
}: ShownJourney & { line: Extract<StepLine, { type: 'step' }> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const { node } = line;
  const count = counts?.nodes.find((one) => one.node === node.id);
  const problem = problems.find((one) => one.node === node.id);
  return (
    <button
      type="button"
      className={styles['stepCard']}
      style={{ width: '100%' }}
      aria-current={node.id === selected ? 'true' : undefined}
      data-problem={problem !== undefined}
      onClick={() => onSelect(node.id)}
    >
      <span className={styles['cardHeader']}>
        <Icon name={cardOf(node.kind).icon} size={14} />
        {t(`node.${node.kind}`)}
        {count && count.inside > 0 ? (
          <span className={styles['inside']} title={t('journeys.insideNow', { count: count.inside })}>
            {format.compact(count.inside)}
          </span>
        ) : null}
      </span>
      <span className={styles['cardWords']}>{words.node(node)}</span>
      {problem ? (
        <span className={`${styles['numbers']} ${styles['held']}`}>{problem.message}</span>
      ) : count ? (
        <NodeNumbers node={node} count={count} />
      ) : null}
    </button>
  );
}
