import Progress from 'antd/es/progress';
import { useTranslation } from 'react-i18next';
import type { PersonaRun } from '#contracts/api/persona.ts';
import { Section } from '../shared/ui/page.tsx';

const begins = { reading: 0, clustering: 0.3, assigning: 0.5 } as const;
const lengths = { reading: 0.3, clustering: 0.2, assigning: 0.5 } as const;

/** How far a computation is, or why it came to nothing. */
export function PersonaProgress({ run }: { run: PersonaRun }) {
  const { t } = useTranslation();
  if (run.state === 'failed') {
    return (
      <Section>
        <p role="alert">{t('customers.personas.failed')}</p>
      </Section>
    );
  }
  if (run.state !== 'running') return null;
  const share = begins[run.stage] + lengths[run.stage] * (run.total === 0 ? 0 : run.done / run.total);
  return (
    <Section>
      <p aria-live="polite">{t(`customers.personas.stage.${run.stage}`)}</p>
      <Progress
        percent={Math.round(share * 100)}
        status="active"
        aria-label={t(`customers.personas.stage.${run.stage}`)}
      />
    </Section>
  );
}
