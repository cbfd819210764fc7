import { Skeleton } from '../../shared/ui/state.tsx';
import styles from './canvas-skeleton.module.css';

/** In the shape of the canvas, so that nothing below it jumps. */
export function CanvasSkeleton() {
  return (
    <div className={styles['frame']} aria-busy="true">
      <Skeleton height="100%" />
    </div>
  );
}
