import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFeedback } from './feedback/feedback-context.ts';

/** Asks before what was typed is left behind: by a link, by going back, by closing the tab. */
export function useUnsavedGuard(dirty: boolean, staysWithin?: string): void {
  const { t } = useTranslation();
  const { ask } = useFeedback();
  useBlocker({
    enableBeforeUnload: () => dirty,
    shouldBlockFn: async ({ next }) => {
      if (!dirty || (staysWithin !== undefined && next.pathname.startsWith(staysWithin))) return false;
      const leave = await ask({
        title: t('unsaved.title'),
        text: t('unsaved.text'),
        agree: t('unsaved.leave'),
        decline: t('unsaved.stay'),
      });
      return !leave;
    },
  });
}
