import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Source } from '#contracts/api/source.ts';
import type { SourceSettings } from '#contracts/source.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { MappingEditor } from './mapping/mapping-editor.tsx';
import { SourcePayloads } from './source-payloads.tsx';
import { presetsQuery, usePayloads } from './source-queries.ts';

interface WebhookSourceProps {
  readonly source: Source;
  readonly settings: Extract<SourceSettings, { kind: 'webhook' }>;
}

/** Where it is sent to, what payloads become, and what became of the last ones. */
export function WebhookSource({ source, settings }: WebhookSourceProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
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
      {mayChange ? (
        <>
          <Mapping source={source} settings={settings} />
          <SourcePayloads id={source.id} />
        </>
      ) : null}
    </>
  );
}

const mostOffered = 20;

function Mapping({ source, settings }: WebhookSourceProps) {
  const presets = useQuery(presetsQuery);
  const payloads = usePayloads(source.id);
  const example = presets.data?.items.find(({ name }) => name === settings.preset)?.example;
  if (example === undefined || payloads.data === undefined) return null;
  return (
    <MappingEditor
      source={source}
      settings={settings}
      example={example}
      received={payloads.data.slice(0, mostOffered)}
    />
  );
}
