import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ChannelGap, type JourneyContentCheck, journeyContentCheck } from '#contracts/api/journey-content.ts';
import { useProblemWords } from '../../messages/use-problem-words.ts';
import { api } from '../../shared/api.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import styles from './publish.module.css';

const contentCheckQuery = (journey: string) =>
  queryOptions({
    queryKey: ['journeys', journey, 'content-check'],
    queryFn: ({ signal }) =>
      api.get(`/journeys/${encodeURIComponent(journey)}/content-check`, journeyContentCheck, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** What real people would find wrong in the messages. Says it and stands in nobody's way. */
export function ContentHints({ journey }: { readonly journey: string }) {
  const { t } = useTranslation();
  const { data: check, error } = useQuery(contentCheckQuery(journey));
  if (error) return <p className="small faint">{t('publish.content.failed', { reason: error.message })}</p>;
  if (!check) return <Skeleton height={64} />;
  if (check.rendered === 0 && check.people.length > 0 && check.gaps.length === 0) return null;
  const names = check.people.map(({ personName }) => personName).join(t('publish.content.comma'));
  return (
    <section className={styles['expected']} aria-label={t('publish.content.title')}>
      <h3>{t('publish.content.title')}</h3>
      <p className="small soft">
        {check.people.length === 0
          ? t('publish.content.nobody')
          : t('publish.content.tried', { count: check.rendered, names })}
        {check.eventKnown ? '' : ` ${t('publish.content.eventUnknown')}`}
      </p>
      {check.problems.length + check.gaps.length > 0 ? (
        <ul>
          {check.gaps.map((gap) => (
            <li key={`${gap.node} ${gap.channel}`} className="small">
              <Icon name="warning" size={14} /> <Gap gap={gap} />
            </li>
          ))}
          {check.problems.map((problem) => (
            <li key={JSON.stringify(problem)} className="small">
              <Icon name="warning" size={14} /> <Problem problem={problem} />
            </li>
          ))}
        </ul>
      ) : check.people.length > 0 ? (
        <p className="small soft">
          <Icon name="check" size={14} /> {t('publish.content.fine')}
        </p>
      ) : null}
    </section>
  );
}

function MessageName({ message, name }: { readonly message: string; readonly name: string }) {
  return (
    <Link className="link" to="/messages/$id" params={{ id: message }}>
      {name}
    </Link>
  );
}

function Gap({ gap: { message, messageName, channel, people, exact } }: { readonly gap: ChannelGap }) {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = format.number(people);
  return (
    <span>
      <MessageName message={message} name={messageName} />
      {' · '}
      {t(`channel.${channel}`)}
      <br />
      {t('publish.content.gap', {
        count: people,
        people: t(exact ? 'publish.content.exactly' : 'publish.content.about', { people: amount }),
        channel: t(`channel.${channel}`),
      })}
    </span>
  );
}

function Problem({ problem }: { readonly problem: JourneyContentCheck['problems'][number] }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { message, messageName, channel, field, line, missing, text, people, count } = problem;
  const named = people.map(({ profile, personName }, index) => (
    <span key={profile}>
      {index > 0 ? t('publish.content.comma') : ''}
      <Link className="link" to="/profiles/$id" params={{ id: profile }}>
        {personName}
      </Link>
    </span>
  ));
  return (
    <span>
      <MessageName message={message} name={messageName} />
      {' · '}
      {[t(`channel.${channel}`), words.field(field), ...words.line(line)].join(' · ')}
      <br />
      {missing === null
        ? words.reason(problem, text)
        : t('publish.content.missing', { variable: missing, example: `{{ ${missing} | default: "…" }}` })}
      <br />
      <span className="faint">
        {t('publish.content.for')} {named}
        {count > people.length ? ` ${t('publish.content.more', { count: count - people.length })}` : ''}
      </span>
    </span>
  );
}
