import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../../shared/ui/code-block.tsx';
import type { EntryFormProps } from '../entry-view.ts';

/** The call that starts it, ready to be copied. */
export function ApiForm({ definition }: EntryFormProps<'api'>) {
  const { t } = useTranslation();
  return (
    <>
      <p className="soft">{t('nodeForm.apiHelp')}</p>
      <CodeBlock code={exampleCall(definition.id)} />
      <p className="small faint">{t('nodeForm.apiRepeat')}</p>
    </>
  );
}

function exampleCall(journey: string): string {
  const body = {
    identity: { kind: 'email', value: 'ann@example.com' },
    payload: { order_id: 'A-1001' },
    id: 'A-1001',
  };
  return [
    `curl ${location.origin}/api/v1/journeys/${encodeURIComponent(journey)}/runs \\`,
    "  -H 'authorization: Bearer API_KEY' \\",
    "  -H 'content-type: application/json' \\",
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n');
}
