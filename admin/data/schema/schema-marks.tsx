import { useTranslation } from 'react-i18next';
import type { PersonalClass, SchemaMode } from '#contracts/schema/schema.ts';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { SentName } from '../../shared/names/sent-name.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';

const tones: { readonly [mode in SchemaMode]: Tone } = { learn: 'neutral', warn: 'held', enforce: 'positive' };

export function ModePill({ mode, blocked = false }: { mode: SchemaMode; blocked?: boolean }) {
  const { t } = useTranslation();
  if (blocked) return <Pill tone="failed">{t('data.blocked')}</Pill>;
  return <Pill tone={tones[mode]}>{t(`data.mode.${mode}`)}</Pill>;
}

export function PersonalMark({ personal }: { personal: PersonalClass }) {
  const { t } = useTranslation();
  if (personal === 'none') return <span className="faint">{t('data.personal.none')}</span>;
  return (
    <Pill tone={personal === 'sensitive' ? 'held' : 'neutral'} icon="lock">
      {t(`data.personal.${personal}`)}
    </Pill>
  );
}

/** The path of a property or trait; after what people read in place of it, where that is another. */
export function FieldName({ path, shown }: { path: string; shown: string }) {
  return (
    <span className={shown === path ? 'mono' : ''} style={{ overflowWrap: 'anywhere' }}>
      <SentName name={path} shown={shown} />
    </span>
  );
}

/** What is fixed; else what was learned, and that it was. */
export function TypeText({ field }: { field: SchemaField }) {
  const { t } = useTranslation();
  const fixed = field.rule?.type;
  if (fixed === undefined) return <span className="soft">{t(`data.type.${field.learned}`)}</span>;
  return (
    <span>
      <strong style={{ fontWeight: 500 }}>{t(`data.type.${fixed}`)}</strong>
      {field.rule?.required ? <span className="faint"> · {t('data.field.required')}</span> : null}
    </span>
  );
}

export function ShareText({ field }: { field: SchemaField }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (field.share !== null) return format.percent(field.share);
  return <span className="faint">{field.seen > 0 ? t('data.field.rare') : t('data.field.notSeen')}</span>;
}

/** A few frequent values, or why there are none. */
export function ExamplesText({ field, most = 3 }: { field: SchemaField; most?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (field.masked) return <span className="faint">{t('data.field.masked')}</span>;
  if (field.values.length > 0 && field.distinct <= 48) {
    return (
      <span className="soft" style={{ overflowWrap: 'anywhere' }}>
        {field.values
          .slice(0, most)
          .map(({ text }) => text)
          .join(t('data.field.separator'))}
      </span>
    );
  }
  if (field.least !== undefined && field.greatest !== undefined) {
    return (
      <span className="soft number">
        {t('data.field.range', { least: format.rate(field.least), greatest: format.rate(field.greatest) })}
      </span>
    );
  }
  return field.distinct === 0 ? null : <DistinctText count={field.distinct} />;
}

/** Up to here the number is exact. */
const exactBelow = 48;

export function DistinctText({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <span className="faint number">
      {count < exactBelow ? t('data.field.exact', { count }) : t('data.field.about', { count })}
    </span>
  );
}
