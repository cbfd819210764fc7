import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Persona, PersonaReport } from '#contracts/api/persona.ts';
import { personaTrait } from '#contracts/persona.ts';
import { SaveSegmentButton } from '../customers/save-segment-button.tsx';
import { useFormat } from '../shared/format.ts';
import { ChannelMark, Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { bestTime } from './best-time.ts';
import { PersonaNameField } from './persona-name-field.tsx';
import styles from './personas.module.css';
import { useHabitWords } from './use-habit-words.ts';
import { WeekHeat } from './week-heat.tsx';

interface PersonaCardProps {
  readonly persona: Persona;
  readonly name: string;
  readonly report: PersonaReport;
}

/** One kind of customer: who, how many, what they do, where and when they are met, what they like, what they are worth. */
export function PersonaCard({ persona, name, report }: PersonaCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const habitWords = useHabitWords(report.currency);
  const { people, habits, differences } = persona;
  const time = bestTime(habits.hours);
  const [channel] = habits.channels;
  return (
    <Section className={styles['card']}>
      <header className={styles['head']}>
        <PersonaNameField persona={persona} shown={name} />
        <Link to="/profiles" search={{ persona: persona.id }} className="link number">
          {t('customers.personas.size', {
            ...{ count: people, people: format.number(people) },
            share: format.percent(people / Math.max(1, report.customers)),
          })}
        </Link>
      </header>
      <div className={styles['tags']}>
        {differences.map(({ feature, deviation }) => (
          <Pill key={feature}>{t(`customers.personas.${deviation > 0 ? 'high' : 'low'}.${feature}`)}</Pill>
        ))}
      </div>
      <p>{habitWords(habits)}</p>
      <dl className={styles['facts']}>
        <dt>{t('customers.valueEach')}</dt>
        <dd className="number">
          {format.money(habits.value / Math.max(1, people), report.currency)}
          <span className="faint small">
            {' '}
            {t('customers.personas.together', { value: format.money(habits.value, report.currency) })}
          </span>
        </dd>
        <dt>{t('customers.personas.channel')}</dt>
        <dd>
          {channel ? (
            <ChannelMark channel={channel.channel} />
          ) : (
            <span className="faint">{t('customers.personas.noResponse')}</span>
          )}
        </dd>
        <dt>{t('customers.personas.time')}</dt>
        <dd>
          {time
            ? t('customers.personas.timeValue', {
                ...{ weekday: format.weekday(time.weekday), from: time.from, until: time.until },
                share: format.percent(time.share),
              })
            : '–'}
        </dd>
        <dt>{t('customers.personas.products')}</dt>
        <dd>
          <Bought items={habits.products} people={people} />
        </dd>
        {habits.categories.length > 0 ? (
          <>
            <dt>{t('customers.personas.categories')}</dt>
            <dd>
              <Bought items={habits.categories} people={people} />
            </dd>
          </>
        ) : null}
      </dl>
      <WeekHeat hours={habits.hours} />
      <footer className="row wrap">
        <SaveSegmentButton
          size="small"
          name={name}
          condition={{ type: 'trait', test: { name: personaTrait, operator: 'equals', value: persona.id } }}
        />
      </footer>
    </Section>
  );
}

function Bought({ items, people }: { items: Persona['habits']['products']; people: number }) {
  const format = useFormat();
  if (items.length === 0) return <span className="faint">–</span>;
  return (
    <ul className={styles['bought']}>
      {items.slice(0, 3).map(({ name, people: buyers }) => (
        <li key={name}>
          <span className="truncate" title={name}>
            {name}
          </span>
          <span className="faint small number">{format.percent(buyers / Math.max(1, people))}</span>
        </li>
      ))}
    </ul>
  );
}
