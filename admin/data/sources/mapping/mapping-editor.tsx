import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source, SourcePayload } from '#contracts/api/source.ts';
import { type PayloadMapping, payloadMapping, type SourceSettings } from '#contracts/source.ts';
import { useFeedback } from '../../../shared/feedback/feedback-context.ts';
import { zodErrors } from '../../../shared/field-errors.ts';
import { CodeBlock } from '../../../shared/ui/code-block.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import { Section } from '../../../shared/ui/page.tsx';
import { Segmented } from '../../../shared/ui/segmented.tsx';
import { useDebounced } from '../../../shared/use-debounced.ts';
import { useUnsavedGuard } from '../../../shared/use-unsaved-guard.ts';
import { triedQuery, useSaveSource } from '../source-queries.ts';
import styles from './mapping.module.css';
import { MappingFields } from './mapping-fields.tsx';
import { asTried, headersOf, PayloadChoice } from './payload-choice.tsx';
import { shapeOf } from './payload-shape.ts';

interface MappingEditorProps {
  readonly source: Source;
  readonly settings: Extract<SourceSettings, { kind: 'webhook' }>;
  readonly example: Pick<SourcePayload, 'body' | 'headers'>;
  readonly received: readonly SourcePayload[];
}

const views = ['fields', 'json'] as const;

/** What payloads become, by fields or as JSON, and at once what becomes of one of them. */
export function MappingEditor({ source, settings, example, received }: MappingEditorProps) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const saved = written(settings.mapping);
  const [text, setText] = useState(saved);
  const [view, setView] = useState<(typeof views)[number]>('fields');
  const ownExample = asTried({ id: 'example', ...example });
  const [payload, setPayload] = useState(received[0] ? asTried(received[0]) : ownExample);
  const save = useSaveSource(source.id);
  const parsed = payloadMapping.safeParse(parseJson(text));
  useUnsavedGuard(text !== saved);
  const wanted = useDebounced(
    useMemo(() => ({ text, payload }), [text, payload]),
    300,
  );
  const tryable = payloadMapping.safeParse(parseJson(wanted.text));
  const tried = useQuery({
    ...triedQuery({
      mapping: tryable.data ?? settings.mapping,
      body: wanted.payload.body,
      headers: headersOf(wanted.payload.headers),
    }),
    enabled: tryable.success,
  });
  const errors = zodErrors(parsed.error, parseJson(text));
  const place = parsed.error?.issues[0]?.path.join('.') ?? '';
  const draft = (parsed.data ?? parseJson(text)) as PayloadMapping;
  const shape = useMemo(
    () => shapeOf(wanted.payload.body, headersOf(wanted.payload.headers), tryable.data?.unwrap),
    [wanted.payload, tryable.data?.unwrap],
  );
  return (
    <Section
      title={t('sources.tester')}
      note={t('sources.testerNote')}
      extra={
        <Segmented
          aria-label={t('sources.mapping')}
          value={view}
          // What is no mapping yet has no fields.
          disabled={view === 'json' && !parsed.success}
          options={views.map((value) => ({ value, label: t(`sources.mappingViews.${value}`) }))}
          onChange={(next) => {
            if (parsed.success) setText(written(parsed.data));
            setView(next);
          }}
        />
      }
    >
      <div className={styles['mapper']}>
        {view === 'fields' ? (
          <MappingFields mapping={draft} shape={shape} onChange={(next) => setText(written(next))} />
        ) : (
          <Field
            label={t('sources.mapping')}
            hint={t('sources.mappingHint')}
            error={
              parsed.success
                ? undefined
                : t('sources.mappingWrong', { place: place || '-', problem: errors[place] ?? '' })
            }
          >
            {(control) => (
              <Input.TextArea
                {...control}
                className="mono"
                rows={28}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        <div className={styles['trial']}>
          <PayloadChoice payload={payload} example={ownExample} received={received} onChange={setPayload} />
          <div className="column" aria-live="polite">
            <strong style={{ fontWeight: 500 }}>{t('sources.becomes')}</strong>
            {tried.data?.event ? <CodeBlock code={JSON.stringify(tried.data.event, null, 2)} /> : null}
            {tried.data?.problem ? <p style={{ color: 'var(--held)' }}>{tried.data.problem}</p> : null}
            {tried.error ? <p style={{ color: 'var(--failed)' }}>{tried.error.message}</p> : null}
          </div>
        </div>
      </div>
      <div className="row wrap" style={{ marginTop: 16 }}>
        <Button
          type="primary"
          disabled={!parsed.success || text === saved}
          loading={save.isPending}
          onClick={() =>
            parsed.success &&
            save.mutate(
              { name: source.name, active: source.active, settings: { ...settings, mapping: parsed.data } },
              {
                onSuccess: () => {
                  setText(written(parsed.data));
                  tell(t('action.saved'));
                },
              },
            )
          }
        >
          {t('sources.saveMapping')}
        </Button>
        {parsed.success || view === 'json' ? null : (
          <span style={{ color: 'var(--failed)' }}>{t('sources.mappingIncomplete')}</span>
        )}
        {save.error ? <span style={{ color: 'var(--failed)' }}>{save.error.message}</span> : null}
      </div>
    </Section>
  );
}

function written(mapping: PayloadMapping): string {
  return JSON.stringify(mapping, null, 2);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
