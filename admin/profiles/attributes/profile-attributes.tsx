import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import { tag as tagContract } from '#contracts/api/people-attributes.ts';
import type { Profile } from '#contracts/api/profile.ts';
import { lifecycleStages } from '#contracts/lifecycle.ts';
import { PersonPersona } from '../../personas/person-persona.tsx';
import { teamQuery } from '../../settings/use-settings-queries.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import { useChangeOwner, useChangeTags } from './attribute-queries.ts';
import styles from './attributes.module.css';
import { tagsOf } from './tags-of.ts';

/** How far she has come, how the team sees her, and who looks after her. */
export function ProfileAttributes({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  return (
    <Section title={t('attributes.care')}>
      <div className="column" style={{ gap: 16 }}>
        <Stage profile={profile} />
        <PersonPersona id={profile.traits['persona']} />
        <Editable>
          <Tags profile={profile} />
          <Owner profile={profile} />
        </Editable>
        <Told profile={profile} />
      </div>
    </Section>
  );
}

/** The way of a customer, with the place that she has reached. */
function Stage({ profile: { lifecycle } }: { profile: Profile }) {
  const { t } = useTranslation();
  if (lifecycle === undefined) return null;
  const reached = lifecycleStages.indexOf(lifecycle.stage);
  return (
    <div className="column" style={{ gap: 6 }}>
      <div className="row wrap" style={{ justifyContent: 'space-between' }}>
        <span>
          <span className="visually-hidden">{t('attributes.stageTitle')}: </span>
          <strong style={{ fontWeight: 500 }}>{t(`attributes.stage.${lifecycle.stage}`)}</strong>
        </span>
        <span className="small faint">
          <RelativeTime at={lifecycle.since} />
        </span>
      </div>
      <div className={styles['way']} aria-hidden="true">
        {lifecycleStages.map((stage, index) => (
          <span
            key={stage}
            title={t(`attributes.stage.${stage}`)}
            className={index <= reached ? styles['reached'] : undefined}
          />
        ))}
      </div>
      {lifecycle.setBy ? (
        <span className="small soft">
          <Trans
            i18nKey="attributes.stageSetBy"
            values={{ journey: lifecycle.setBy.journeyName }}
            components={{
              journey: <Link className="link" to="/journeys/$id" params={{ id: lifecycle.setBy.journey }} />,
            }}
          />
        </span>
      ) : null}
    </div>
  );
}

/** Where she responds most, and when to congratulate her. */
function Told({ profile: { preferredChannel, birthday } }: { profile: Profile }) {
  const { t, i18n } = useTranslation();
  // A day without a time is the same in every zone.
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const facts = [
    ...(preferredChannel
      ? [{ key: 'channel', label: t('attributes.preferredChannel'), value: <ChannelMark channel={preferredChannel} /> }]
      : []),
    ...(birthday
      ? [
          {
            key: 'birthday',
            label: t('attributes.birthday'),
            value: (
              <>
                {t(`attributes.birthdayOn.${birthday.leapMonth ? 'leap' : birthday.calendar}`, {
                  ...{ month: birthday.month, day: birthday.day },
                })}
                {birthday.next ? (
                  <span className="faint small" style={{ display: 'block' }}>
                    {t('attributes.birthdayNext', { date: day.format(new Date(birthday.next)) })}
                  </span>
                ) : null}
              </>
            ),
          },
        ]
      : []),
  ];
  return facts.length > 0 ? <FactList facts={facts} /> : null;
}

function Tags({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const change = useChangeTags(profile.id);
  const before = tagsOf(profile.traits);
  return (
    <Field label={t('attributes.tags')}>
      {(control) => (
        <Select
          {...control}
          mode="tags"
          open={false}
          suffixIcon={null}
          placeholder={t('attributes.addTag')}
          tokenSeparators={[',', '，', '、']}
          loading={change.isPending}
          value={[...before]}
          onChange={(chosen: string[]) => {
            const after = [...new Set(chosen.flatMap((text) => tagContract.safeParse(text).data ?? []))];
            change.mutate({ before, after }, { onError: (error) => tell(error.message, 'failed') });
          }}
        />
      )}
    </Field>
  );
}

function Owner({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const change = useChangeOwner(profile.id);
  const team = useQuery(teamQuery);
  const owner = typeof profile.traits['owner'] === 'string' ? profile.traits['owner'] : null;
  const members = (team.data?.members ?? []).map(({ name, email }) => ({ value: email, label: name }));
  const isKnown = owner === null || members.some(({ value }) => value === owner);
  return (
    <Field label={t('attributes.owner')}>
      {(control) => (
        <Select
          {...control}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('attributes.noOwner')}
          loading={change.isPending}
          value={owner}
          options={isKnown ? members : [...members, { value: owner, label: owner }]}
          onChange={(next: string | undefined) =>
            change.mutate(next ?? null, { onError: (error) => tell(error.message, 'failed') })
          }
        />
      )}
    </Field>
  );
}
