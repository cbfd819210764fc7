import { Section } from '../shared/ui/page.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import styles from './home-page.module.css';

const figures = ['people', 'sent', 'held', 'revenue'];
const lines = ['a', 'b', 'c', 'd', 'e'];

export function HomeSkeleton() {
  return (
    <div className={styles['stack']}>
      <Section>
        <Skeleton height={118} />
      </Section>
      <Section flush>
        <div className={styles['figures']}>
          {figures.map((figure) => (
            <div key={figure} className="column">
              <Skeleton width={96} />
              <Skeleton width={120} height={28} />
              <Skeleton width={144} height={12} />
            </div>
          ))}
        </div>
      </Section>
      <div className={styles['columns']}>
        {['stream', 'bars'].map((part) => (
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
