import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PendingHandOver } from '#contracts/api/delivery.ts';
import { useFormat } from '../../shared/format.ts';
import { useReasonWords } from '../use-reason-words.ts';

/** What a message that was decided on waits for, and where that can be mended. */
export function PendingHandOverWords({ pending }: { pending: PendingHandOver }) {
  const { t } = useTranslation();
  const sentence = usePendingSentence(pending);
  const link = pending.dead ? 'system' : pending.accountStopped === null ? undefined : 'channels';
  return (
    <>
      {sentence}
      {link === undefined ? null : (
        <>
          <br />
          <Link className="link" to="/settings/$section" params={{ section: link }}>
            {link === 'system' ? t('deliveries.toDeadLetters') : t('deliveries.toChannels')}
          </Link>
        </>
      )}
    </>
  );
}

function usePendingSentence({ accountStopped, reason, nextTryAt, dead }: PendingHandOver): string {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  if (dead) return t('deliveries.waiting.dead');
  if (accountStopped !== null) return t('deliveries.waiting.stopped', { reason: reasonWords(accountStopped) });
  const when = nextTryAt === null ? undefined : format.dateTime(nextTryAt);
  if (reason !== null) {
    const words = { reason: reasonWords(reason) };
    return when === undefined ? t('deliveries.waiting.soon', words) : t('deliveries.waiting.again', { ...words, when });
  }
  return when === undefined ? t('deliveries.waiting.turn') : t('deliveries.waiting.later', { when });
}
