import { Link } from '@tanstack/react-router';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { useApproval } from './use-approval.ts';

interface ApprovalNoteProps {
  readonly journey: Journey;
  /** Saved, and nothing stands in the way of publishing. */
  readonly isReady: boolean;
}

/** Where a second person publishes: what the author waits for, what a colleague is asked, and what was declined and why. */
export function ApprovalNote({ journey, isReady }: ApprovalNoteProps) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const approval = useApproval(journey);
  const mayChange = useMayChange();
  const [isDeclining, setDeclining] = useState(false);
  const { declined, savedBy } = journey;
  if (!mayChange || (declined === null && (approval === 'open' || !isReady))) return null;

  const copyLink = async () => {
    await navigator.clipboard.writeText(location.href);
    tell(t('action.copied'));
  };
  const actions = (
    <span className="row wrap">
      {journey.version > 0 ? (
        <Link to="/journeys/$id/versions" params={{ id: journey.id }} search={{ from: journey.version, to: undefined }}>
          <Button>{t('approval.compare')}</Button>
        </Link>
      ) : null}
      {approval === 'yours' && declined === null ? (
        <Button onClick={() => setDeclining(true)}>{t('approval.decline')}</Button>
      ) : null}
      {approval === 'colleague' && declined === null ? (
        <Button onClick={() => void copyLink()}>{t('approval.copyLink')}</Button>
      ) : null}
    </span>
  );

  return (
    <>
      {declined ? (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('approval.declined', { name: declined.by })} <RelativeTime at={declined.at} />
            </>
          }
          description={
            <>
              <p style={{ whiteSpace: 'pre-wrap' }}>{declined.reason}</p>
              {approval === 'yours' ? null : <p className="soft">{t('approval.declinedText')}</p>}
            </>
          }
          action={actions}
        />
      ) : (
        <Alert
          type="info"
          showIcon
          title={approval === 'yours' ? t('approval.yours', { name: savedBy?.name ?? '' }) : t('approval.waits')}
          description={approval === 'yours' ? t('approval.yoursText') : t('approval.waitsText')}
          action={actions}
        />
      )}
      {isDeclining ? <DeclineDialog journey={journey} onClose={() => setDeclining(false)} /> : null}
    </>
  );
}
