import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { removeNodes, replaceNode } from '../graph/edit-journey.ts';
import { cardOf } from '../nodes/index.ts';
import { NodeForm } from '../nodes/node-form.tsx';
import styles from './journey-editor.module.css';

interface NodePanelProps {
  readonly node: JourneyNode;
  readonly definition: JourneyDefinition;
  readonly counts: JourneyCounts | undefined;
  readonly problems: readonly DefinitionProblem[];
  /** Absent where what holds it names the step and closes it. */
  readonly headed?: boolean;
  readonly onChange: (definition: JourneyDefinition) => void;
  readonly onClose: () => void;
}

/** One step: who is in it, what it does, and a way to remove it. */
export function NodePanel({ node, definition, counts, problems, headed = false, onChange, onClose }: NodePanelProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  return (
    <Section>
      <div className={styles['fields']}>
        {headed ? (
          <div className={styles['panelHeader']}>
            <Icon name={cardOf(node.kind).icon} />
            <h2 className="grow">{t(`node.${node.kind}`)}</h2>
            <Button
              type="text"
              size="small"
              aria-label={t('action.close')}
              icon={<Icon name="close" size={14} />}
              onClick={onClose}
            />
          </div>
        ) : null}
        {problems.map((problem) => (
          <p key={problem.code} style={{ color: 'var(--held)' }}>
            <Icon name="warning" size={14} /> {problem.message}
          </p>
        ))}
        <NodeCounts journey={definition.id} node={node} counts={counts} />
        <Editable>
          <NodeForm node={node} definition={definition} onChange={(next) => onChange(replaceNode(definition, next))} />
        </Editable>
        {node.kind === 'trigger' || !mayChange ? null : (
          <Button
            danger
            type="text"
            style={{ alignSelf: 'flex-start' }}
            icon={<Icon name="trash" size={14} />}
            onClick={() => {
              onChange(removeNodes(definition, [node.id]));
              onClose();
            }}
          >
            {t('journeys.removeStep')}
          </Button>
        )}
      </div>
    </Section>
  );
}

function NodeCounts({
  journey,
  node,
  counts,
}: {
  journey: string;
  node: JourneyNode;
  counts: JourneyCounts | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = counts?.nodes.find((one) => one.node === node.id);
  if (!count) return null;
  return (
    <div className={styles['numbers']}>
      <Link className={styles['number'] ?? ''} to="/profiles" search={{ journey, node: node.id }}>
        <strong>{format.number(count.inside)}</strong>
        <span className="small faint">{t('journeys.hereNow')}</span>
      </Link>
      <span className={styles['number']}>
        <strong>{format.number(count.entered)}</strong>
        <span className="small faint">{t('journeys.arrived')}</span>
      </span>
      {node.kind === 'message' ? (
        <>
          <Link
            className={styles['number'] ?? ''}
            to="/deliveries"
            search={{ journey, message: node.message, status: 'sent' }}
          >
            <strong>{format.number(count.sent)}</strong>
            <span className="small faint">{t('deliveries.status.sent')}</span>
          </Link>
          <Link
            className={styles['number'] ?? ''}
            to="/deliveries"
            search={{ journey, message: node.message, status: 'held_back' }}
          >
            <strong>{format.number(count.heldBack)}</strong>
            <span className="small faint">{t('deliveries.status.held_back')}</span>
          </Link>
          <span className={styles['number']}>
            <strong>{format.number(count.opened)}</strong>
            <span className="small faint">{t('deliveries.furthest.opened')}</span>
          </span>
          <span className={styles['number']}>
            <strong>{format.number(count.clicked)}</strong>
            <span className="small faint">{t('deliveries.furthest.clicked')}</span>
          </span>
        </>
      ) : null}
    </div>
  );
}
