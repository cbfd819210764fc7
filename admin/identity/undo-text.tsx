import { useTranslation } from 'react-i18next';
import type { UndoPreview } from '#contracts/api/identity.ts';
import styles from './profile-merges.module.css';
import { useKindName } from './use-kind-name.ts';

/** What an undo gives back, and what it cannot. */
export function UndoText({ preview }: { preview: UndoPreview }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const { loser, winner, identities, journeysBack, journeysEnded, messagesBack, messagesSince, consentsSince } =
    preview;
  const names = { loser: loser.name, winner: winner.name };
  const lines = [
    t('merges.preview.identities', {
      ...names,
      identities: identities.map(({ kind, value }) => `${kindName(kind)} ${value}`).join(', '),
    }),
    t('merges.preview.history', names),
    ...(journeysBack.length > 0 ? [t('merges.preview.journeysBack', { ...names, list: journeysBack.join(', ') })] : []),
    ...(messagesBack > 0 ? [t('merges.preview.messagesBack', { ...names, count: messagesBack })] : []),
    ...(journeysEnded.length > 0 ? [t('merges.preview.journeysEnded', { list: journeysEnded.join(', ') })] : []),
    ...(messagesSince > 0 ? [t('merges.preview.messagesSince', { ...names, count: messagesSince })] : []),
    ...(consentsSince > 0 ? [t('merges.preview.consentsSince', { count: consentsSince })] : []),
    t('merges.preview.apart', names),
  ];
  return (
    <ul className={styles['consequences']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
