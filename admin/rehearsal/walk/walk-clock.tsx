import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../rehearsal.module.css';

const leaps = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;

interface WalkClockProps {
  readonly clock: string;
  readonly nextAt: string | null;
  readonly onMove: (clock: string) => void;
}

/** Time goes on only when it is told to: to the next thing that is due, or by a stretch. */
export function WalkClock({ clock, nextAt, onMove }: WalkClockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('rehearsal.walk.clock')}>
      <div className="column" style={{ gap: 12 }}>
        <span className={styles['now']}>{format.dateTime(clock)}</span>
        <div className={styles['clock']}>
          <Button
            type="primary"
            icon={<Icon name="play" />}
            disabled={nextAt === null}
            onClick={() => nextAt && onMove(nextAt > clock ? nextAt : clock)}
          >
            {nextAt === null
              ? t('rehearsal.walk.nothingDue')
              : t('rehearsal.walk.toNext', { at: format.dateTime(nextAt) })}
          </Button>
          {Object.entries(leaps).map(([leap, length]) => (
            <Button key={leap} onClick={() => onMove(new Date(Date.parse(clock) + length).toISOString())}>
              {t(`rehearsal.walk.leap.${leap}`)}
            </Button>
          ))}
        </div>
      </div>
    </Section>
  );
}
