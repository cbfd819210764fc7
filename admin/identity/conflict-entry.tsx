import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { Trans, useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { DecideConflictRequest, IdentityConflict } from '#contracts/api/identity.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { settingsQuery } from '../shared/settings-query.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './conflicts-page.module.css';
import { useKindName } from './use-kind-name.ts';

type Decision = DecideConflictRequest['decision'];

/** Who has it, with whom it came, why they were not joined, and what can be said about it. */
export function ConflictEntry({ conflict }: { conflict: IdentityConflict }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const { identity, holder, other, detail, state, times, lastAt, decidedBy } = conflict;
  const person = ({ id }: { id: string }) => <Link className="link" to="/profiles/$id" params={{ id }} />;
  const reason = useReasonWord(conflict);
  const words = { kind: kindName(identity.kind), value: identity.value, holder: holder.name, other: other.name };
  return (
    <li className={styles['conflict']}>
      <div className={styles['sentence']}>
        <div>
          <Trans
            i18nKey={holder.id === other.id ? 'conflicts.tooMany' : 'conflicts.sentence'}
            values={words}
            components={{ holder: person(holder), other: person(other), strong: <strong /> }}
          />
        </div>
        <div className="small soft">{t(`conflicts.reason.${reason}`, { kind: kindName(detail) })}</div>
        <div className="small faint">
          {t('conflicts.times', { count: times })} · <RelativeTime at={lastAt} /> ·{' '}
          <span className="mono">{conflict.messageId}</span>
        </div>
      </div>
      {state === 'open' ? (
        <Decisions conflict={conflict} />
      ) : (
        <span>
          <Pill tone="held">{t(`conflicts.state.${state}`)}</Pill>{' '}
          {decidedBy ? <span className="small faint">{decidedBy}</span> : null}
        </span>
      )}
    </li>
  );
}

/** Two who have one each differ in it; where a person may have several, it is their sum that is too much. */
function useReasonWord({ reason, detail }: IdentityConflict) {
  const { kinds } = useQuery(settingsQuery).data?.identity ?? defaultIdentitySettings;
  const most = kinds.find(({ kind }) => kind === detail)?.perPerson ?? 1;
  return reason === 'different_people' && most > 1 ? 'different_people_more' : reason;
}

function Decisions({ conflict }: { conflict: IdentityConflict }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { ask, tell } = useFeedback();
  const mayChange = useMayChange();
  const { identity, holder, other } = conflict;
  const kind = useKindName()(identity.kind);
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      api.post('/identity/conflicts/decide', { identity, holder: holder.id, other: other.id, decision }, z.undefined()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['identity/conflicts'] });
      tell(t('conflicts.decided'));
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  if (!mayChange) return null;
  const words = { holder: holder.name, other: other.name, value: identity.value, kind };
  const askFirst = async (decision: Decision) => {
    const agreed = await ask({
      title: t(`conflicts.ask.${decision}.title`, words),
      text: t(`conflicts.ask.${decision}.text`, words),
      agree: t(`conflicts.decision.${decision}`),
      decline: t('action.cancel'),
    });
    if (agreed) decide.mutate(decision);
  };
  const choices: readonly Decision[] = holder.id === other.id ? ['apart'] : ['merge', 'move', 'apart'];
  return (
    <span className="row wrap">
      {choices.map((decision) => (
        <Button
          key={decision}
          disabled={decide.isPending}
          onClick={() => (decision === 'apart' ? decide.mutate(decision) : void askFirst(decision))}
        >
          {t(holder.id === other.id ? 'conflicts.decision.seen' : `conflicts.decision.${decision}`)}
        </Button>
      ))}
    </span>
  );
}
