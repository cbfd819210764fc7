import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { Walk } from '#contracts/api/walk.ts';
import { useNodeWords } from '../../journeys/use-node-words.ts';
import { useFormat } from '../../shared/format.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';

/** Where she is now, and what she waits for. */
export function WalkPlace({ journey, walked }: { journey: Journey; walked: Walk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const hasEntered = walked.entries.some((entry) => entry.type === 'step' && entry.change === 'entered');
  return (
    <Section title={t('rehearsal.walk.place')}>
      {walked.runs.length === 0 ? (
        <p className="soft">{t(hasEntered ? 'rehearsal.walk.through' : 'rehearsal.walk.outside')}</p>
      ) : (
        <ul className="column" style={{ gap: 8 }}>
          {walked.runs.map(({ run, node, dueAt, variables }) => {
            const step = journey.draft.nodes.find(({ id }) => id === node);
            return (
              <li key={run} className="row wrap" style={{ gap: 8 }}>
                <Pill tone="positive">{step ? t(`node.${step.kind}`) : node}</Pill>
                <span>{step ? words.node(step) : null}</span>
                {dueAt ? (
                  <span className="soft">{t('rehearsal.walk.until', { at: format.dateTime(dueAt) })}</span>
                ) : null}
                {Object.entries(variables).map(([name, value]) => (
                  <code key={name} className="small">
                    {name} = {JSON.stringify(value)}
                  </code>
                ))}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
