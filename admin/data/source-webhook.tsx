import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '#contracts/api/source.ts';
import { payloadMapping, type SourceSettings } from '#contracts/source.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { CodeBlock } from '../shared/ui/code-block.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Section } from '../shared/ui/page.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import { useUnsavedGuard } from '../shared/use-unsaved-guard.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './import.module.css';
import { SourcePayloads } from './source-payloads.tsx';
import { presetsQuery, triedQuery, useSaveSource } from './source-queries.ts';

interface WebhookSourceProps {
  readonly source: Source;
  readonly settings: Extract<SourceSettings, { kind: 'webhook' }>;
}

/** Where it is sent to, what payloads become, and what became of the last ones. */
export function WebhookSource({ source, settings }: WebhookSourceProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const presets = useQuery(presetsQuery);
  const example = presets.data?.items.find(({ name }) => name === settings.preset)?.example;
  return (
    <>
      <Section
        title={t('sources.address')}
        note={t(settings.check === 'secret' ? 'sources.bySecret' : 'sources.bySignature')}
      >
        <CodeBlock
          code={`${window.location.origin}${source.url}${settings.check === 'secret' ? `/${t('sources.yourSecret')}` : ''}`}
        />
      </Section>
      {mayChange && example ? <MappingTester source={source} settings={settings} example={example} /> : null}
      {mayChange ? <SourcePayloads id={source.id} /> : null}
    </>
  );
}

interface MappingTesterProps extends WebhookSourceProps {
  readonly example: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

function MappingTester({ source, settings, example }: MappingTesterProps) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const saved = JSON.stringify(settings.mapping, null, 2);
  const [text, setText] = useState(saved);
  const [body, setBody] = useState(example.body);
  const [headers, setHeaders] = useState(headerText(example.headers));
  const save = useSaveSource(source.id);
  const parsed = payloadMapping.safeParse(parseJson(text));
  useUnsavedGuard(text !== saved);
  const wanted = useDebounced({ text, body, headers }, 300);
  const mapping = payloadMapping.safeParse(parseJson(wanted.text));
  const tried = useQuery({
    ...triedQuery({
      mapping: mapping.data ?? settings.mapping,
      body: wanted.body,
      headers: readHeaders(wanted.headers),
    }),
    enabled: mapping.success,
  });
  const problem = parsed.success ? undefined : (parsed.error.issues[0]?.path.join('.') ?? '');
  return (
    <Section title={t('sources.tester')} note={t('sources.testerNote')}>
      <div className={styles['fields']}>
        <Field
          label={t('sources.mapping')}
          hint={t('sources.mappingHint')}
          error={problem === undefined ? undefined : t('sources.mappingWrong', { place: problem || '-' })}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              className="mono"
              rows={20}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="column" style={{ gap: 16 }}>
          <Field label={t('sources.payload')}>
            {(control) => (
              <Input.TextArea
                {...control}
                className="mono"
                rows={10}
                spellCheck={false}
                value={body}
                onChange={(event) => setBody(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('sources.headers')} hint={t('sources.headersHint')}>
            {(control) => (
              <Input.TextArea
                {...control}
                className="mono"
                rows={2}
                spellCheck={false}
                value={headers}
                onChange={(event) => setHeaders(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="column" aria-live="polite">
          <strong style={{ fontWeight: 500 }}>{t('sources.becomes')}</strong>
          {tried.data?.event ? <CodeBlock code={JSON.stringify(tried.data.event, null, 2)} /> : null}
          {tried.data?.problem ? <p style={{ color: 'var(--held)' }}>{tried.data.problem}</p> : null}
          {tried.error ? <p style={{ color: 'var(--failed)' }}>{tried.error.message}</p> : null}
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
                  setText(JSON.stringify(parsed.data, null, 2));
                  tell(t('action.saved'));
                },
              },
            )
          }
        >
          {t('sources.saveMapping')}
        </Button>
        {save.error ? <span style={{ color: 'var(--failed)' }}>{save.error.message}</span> : null}
      </div>
    </Section>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headerText(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function readHeaders(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => /^([^:]+):(.*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => (line ? [[(line[1] ?? '').trim().toLowerCase(), (line[2] ?? '').trim()]] : [])),
  );
}
