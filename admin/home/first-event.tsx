import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keysQuery } from '../settings/use-settings-queries.ts';
import { CodeBlock } from '../shared/ui/code-block.tsx';
import { Section } from '../shared/ui/page.tsx';
import { EmptyState } from '../shared/ui/state.tsx';

/** Nothing has arrived yet: how the first event is sent, with this workspace's own write key. */
export function FirstEvent() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery);
  const writeKey = keys.data?.writeKeys[0]?.key ?? 'WRITE_KEY';
  return (
    <Section flush>
      <EmptyState
        icon="event"
        title={t('home.empty.title')}
        text={
          <div className="column">
            <p>{t('home.empty.text')}</p>
            <CodeBlock code={snippet(location.origin, writeKey)} />
            <p className="text">
              <a className="link" href="/api/v1/openapi.json">
                {t('home.empty.reference')}
              </a>
              {' · '}
              <Link className="link" to="/settings/$section" params={{ section: 'keys' }}>
                {t('home.empty.keys')}
              </Link>
            </p>
          </div>
        }
      />
    </Section>
  );
}

function snippet(origin: string, writeKey: string): string {
  const event = { userId: 'ada', event: 'Product Viewed', properties: { product_id: '22423' } };
  return [
    `curl -u ${writeKey}: ${origin}/v1/track \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '${JSON.stringify(event)}'`,
  ].join('\n');
}
