import { useTranslation } from 'react-i18next';
import { Choice } from '../parts/choice.tsx';
import { NumberPart } from '../parts/number-part.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { useSuggestions } from '../parts/whereabouts-suggestions.ts';
import { WordsPart } from '../parts/words-part.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

const places = ['country', 'region', 'city'] as const;
const deviceParts = ['type', 'os', 'browser', 'app'] as const;

function LocationSentence({ condition, onChange }: SentenceProps<ConditionOf<'location'>>) {
  const { t } = useTranslation();
  const suggestions = useSuggestions(condition.part);
  return (
    <Sentence
      i18nKey="conditions.location"
      parts={{
        part: (
          <Choice
            label={t('conditions.place.label')}
            value={condition.part}
            options={places.map((value) => ({ value, label: t(`conditions.place.${value}`) }))}
            onChange={(part) => onChange({ ...condition, part, oneOf: [] })}
          />
        ),
        values: (
          <WordsPart
            label={t(`conditions.place.${condition.part}`)}
            values={condition.oneOf}
            suggestions={suggestions}
            onChange={(oneOf) => onChange({ ...condition, oneOf })}
          />
        ),
      }}
    />
  );
}

export const location: ConditionView<'location'> = {
  group: 'whereabouts',
  icon: 'flag',
  create: () => ({ type: 'location', part: 'country', oneOf: [] }),
  Sentence: LocationSentence,
  words: ({ part, oneOf }, { t }) =>
    t('conditionWords.whereabouts', { part: t(`conditions.place.${part}`), values: oneOf.join(', ') || '…' }),
  isComplete: ({ oneOf }) => oneOf.length > 0,
};

function NearSentence({ condition, onChange }: SentenceProps<ConditionOf<'near'>>) {
  const { t } = useTranslation();
  return (
    <Sentence
      i18nKey="conditions.near"
      parts={{
        kilometres: (
          <NumberPart
            label={t('conditions.kilometres')}
            value={condition.kilometres}
            min={0.1}
            max={20_040}
            unit="km"
            onChange={(kilometres) => onChange({ ...condition, kilometres })}
          />
        ),
        latitude: (
          <NumberPart
            label={t('conditions.latitude')}
            value={condition.latitude}
            min={-90}
            max={90}
            onChange={(latitude) => onChange({ ...condition, latitude })}
          />
        ),
        longitude: (
          <NumberPart
            label={t('conditions.longitude')}
            value={condition.longitude}
            min={-180}
            max={180}
            onChange={(longitude) => onChange({ ...condition, longitude })}
          />
        ),
      }}
    />
  );
}

export const near: ConditionView<'near'> = {
  group: 'whereabouts',
  icon: 'search',
  create: () => ({ type: 'near', latitude: 51.5072, longitude: -0.1276, kilometres: 10 }),
  Sentence: NearSentence,
  words: ({ kilometres, latitude, longitude }, { t, format }) =>
    t('conditionWords.near', { kilometres: format.number(kilometres), place: `${latitude}, ${longitude}` }),
  isComplete: () => true,
};

function DeviceSentence({ condition, onChange }: SentenceProps<ConditionOf<'device'>>) {
  const { t } = useTranslation();
  const suggestions = useSuggestions(condition.part);
  return (
    <Sentence
      i18nKey="conditions.device"
      parts={{
        part: (
          <Choice
            label={t('conditions.devicePart.label')}
            value={condition.part}
            options={deviceParts.map((value) => ({ value, label: t(`conditions.devicePart.${value}`) }))}
            onChange={(part) => onChange({ ...condition, part, oneOf: [] })}
          />
        ),
        values: (
          <WordsPart
            label={t(`conditions.devicePart.${condition.part}`)}
            values={condition.oneOf}
            suggestions={suggestions}
            onChange={(oneOf) => onChange({ ...condition, oneOf })}
          />
        ),
      }}
    />
  );
}

export const device: ConditionView<'device'> = {
  group: 'whereabouts',
  icon: 'push',
  create: () => ({ type: 'device', part: 'type', oneOf: [] }),
  Sentence: DeviceSentence,
  words: ({ part, oneOf }, { t }) =>
    t('conditionWords.whereabouts', { part: t(`conditions.devicePart.${part}`), values: oneOf.join(', ') || '…' }),
  isComplete: ({ oneOf }) => oneOf.length > 0,
};

function LanguageSentence({ condition, onChange }: SentenceProps<ConditionOf<'language'>>) {
  const { t } = useTranslation();
  const suggestions = useSuggestions('language');
  return (
    <Sentence
      i18nKey="conditions.language"
      parts={{
        values: (
          <WordsPart
            label={t('conditions.languageName')}
            values={condition.oneOf}
            suggestions={suggestions}
            onChange={(oneOf) => onChange({ ...condition, oneOf })}
          />
        ),
      }}
    />
  );
}

export const language: ConditionView<'language'> = {
  group: 'whereabouts',
  icon: 'sms',
  create: () => ({ type: 'language', oneOf: [] }),
  Sentence: LanguageSentence,
  words: ({ oneOf }, { t }) =>
    t('conditionWords.whereabouts', { part: t('conditions.languageName'), values: oneOf.join(', ') || '…' }),
  isComplete: ({ oneOf }) => oneOf.length > 0,
};

function TimeZoneSentence({ condition, onChange }: SentenceProps<ConditionOf<'time_zone'>>) {
  const { t } = useTranslation();
  const suggestions = useSuggestions('time_zone');
  return (
    <Sentence
      i18nKey="conditions.timeZone"
      parts={{
        values: (
          <WordsPart
            label={t('conditions.timeZoneName')}
            values={condition.oneOf}
            suggestions={suggestions}
            onChange={(oneOf) => onChange({ ...condition, oneOf })}
          />
        ),
      }}
    />
  );
}

export const timeZone: ConditionView<'time_zone'> = {
  group: 'whereabouts',
  icon: 'clock',
  create: () => ({ type: 'time_zone', oneOf: [] }),
  Sentence: TimeZoneSentence,
  words: ({ oneOf }, { t }) =>
    t('conditionWords.whereabouts', { part: t('conditions.timeZoneName'), values: oneOf.join(', ') || '…' }),
  isComplete: ({ oneOf }) => oneOf.length > 0,
};
