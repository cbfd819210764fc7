import { lazy } from 'react';
import { words } from '../../i18n/setup.ts';

/** What steps do is said with words that screens which name one do without. */
export const LazyStepName = lazy(async () => {
  await words('profiles', 'attributes', 'steps', 'canvas', 'journeys', 'inbound', 'segments')();
  return { default: (await import('./step-name.tsx')).StepName };
});
