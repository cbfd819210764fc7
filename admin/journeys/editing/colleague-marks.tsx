import { useTranslation } from 'react-i18next';
import styles from './colleagues.module.css';
import type { Colleague } from './use-colleagues.ts';

/** Initials of who else is here. */
export function ColleagueMarks({ colleagues, size = 28 }: { colleagues: readonly Colleague[]; size?: number }) {
  const { t } = useTranslation();
  if (colleagues.length === 0) return null;
  return (
    <ul className={styles['marks']} aria-label={t('canvas.alsoHere')}>
      {colleagues.map(({ editor, name, color }) => (
        <li
          key={editor}
          className={styles['mark']}
          style={{ background: color, width: size, height: size, fontSize: size * 0.44 }}
          title={t('canvas.isHere', { name })}
          aria-label={t('canvas.isHere', { name })}
        >
          {[...name.trim()][0]?.toUpperCase() ?? '?'}
        </li>
      ))}
    </ul>
  );
}
