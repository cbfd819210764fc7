import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportJob, ImportPreview } from '#contracts/api/import.ts';
import type { ImportFormat, ImportMapping } from '#contracts/import.ts';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useDebounced } from '../../shared/use-debounced.ts';
import { ImportCheckPanel } from './import-check.tsx';
import { ImportFormatFields } from './import-format-fields.tsx';
import { ImportMappingFields } from './import-mapping-fields.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { previewQuery } from './import-queries.ts';
import { useImportDraft } from './use-import-draft.ts';

/** From a file to what it shall become: how it is written, what its columns mean, and what comes of the first rows. */
export function ImportBuilder({ job }: { job: ImportJob }) {
  const { draft, change } = useImportDraft(job);
  const wanted = useDebounced(draft, 300);
  const query = useQuery({ ...previewQuery(job.id, wanted), placeholderData: keepPreviousData });
  const fresh = draft === wanted && !query.isPlaceholderData;
  return (
    <QueryView
      query={query}
      skeleton={
        <Section>
          <Skeleton height={320} />
        </Section>
      }
    >
      {(preview) => {
        const format = draft.format ?? preview.format;
        const mapping = draft.mapping ?? preview.mapping;
        return (
          <Steps
            job={job}
            preview={preview}
            format={format}
            mapping={mapping}
            ready={fresh && query.error === null && preview.missing.length === 0 && preview.items.length > 0}
            problem={query.error?.message}
            // Another reading has other columns, so the mapping is guessed anew.
            onFormat={(next) => change({ format: next, kind: mapping.kind })}
            onKind={(kind) => change({ format, kind })}
            onMapping={(next) => change({ format, mapping: next })}
          />
        );
      }}
    </QueryView>
  );
}

interface StepsProps {
  readonly job: ImportJob;
  readonly preview: ImportPreview;
  readonly format: ImportFormat;
  readonly mapping: ImportMapping;
  readonly ready: boolean;
  readonly problem: string | undefined;
  readonly onFormat: (format: ImportFormat) => void;
  readonly onKind: (kind: ImportMapping['kind']) => void;
  readonly onMapping: (mapping: ImportMapping) => void;
}

function Steps({ job, preview, format, mapping, ready, problem, onFormat, onKind, onMapping }: StepsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('imports.formatTitle')} note={t('imports.formatNote')}>
        <ImportFormatFields format={format} kind={mapping.kind} onFormat={onFormat} onKind={onKind} />
      </Section>
      <Section title={t('imports.mappingTitle')} note={t('imports.mappingNote')}>
        <ImportMappingFields preview={preview} mapping={mapping} onChange={onMapping} />
      </Section>
      <Section title={t('imports.outcomeTitle')} note={t('imports.outcomeNote', { count: preview.rows.length })}>
        <ImportOutcome preview={preview} problem={problem} />
      </Section>
      <ImportCheckPanel job={job} draft={{ format, mapping }} ready={ready} />
    </>
  );
}
