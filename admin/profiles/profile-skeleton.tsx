import { Section } from '../shared/ui/page.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import styles from './profile-page.module.css';

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function ProfileSkeleton() {
  return (
    <div className="column" style={{ gap: 24 }}>
      <Section>
        <Skeleton height={72} />
      </Section>
      <div className={styles['columns']}>
        {['timeline', 'facts'].map((part) => (
          <Section key={part}>
            <div className="column">
              {lines.map((line) => (
                <Skeleton key={line} height={20} />
              ))}
            </div>
          </Section>
        ))}
      </div>
    </div>
  );
}
