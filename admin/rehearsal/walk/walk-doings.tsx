import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { WalkDoing } from '#contracts/api/walk.ts';
import { jsonObject } from '#contracts/json.ts';
import { SuggestInput } from '../../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';

interface WalkDoingsProps {
  readonly journey: Journey;
  readonly onDo: (doing: (at: string) => WalkDoing) => void;
}

/** An event that she makes happen; those that the journey asks for come first. */
export function WalkDoings({ journey, onDo }: WalkDoingsProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  const { nodes, exitRules } = journey.draft;
  const starts = nodes.filter(({ kind }) => kind === 'trigger');
  const asked = [...new Set(eventsIn([starts, nodes, exitRules]))];
  const [name, setName] = useState(asked[0] ?? '');
  const [properties, setProperties] = useState('{}');
  const parsed = jsonObject.safeParse(parseJson(properties));
  const suggestions = [...new Set([...asked, ...catalog.events.map((event) => event.name)])];
  return (
    <Section title={t('rehearsal.walk.does')}>
      <div className="column" style={{ gap: 12 }}>
        <Field label={t('rehearsal.walk.event')}>
          {() => (
            <SuggestInput
              label={t('rehearsal.walk.event')}
              value={name}
              suggestions={suggestions}
              nameOf={names.event}
              width="100%"
              onChange={setName}
            />
          )}
        </Field>
        <Field label={t('rehearsal.walk.properties')} error={parsed.success ? undefined : t('rehearsal.walk.notJson')}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 1, maxRows: 8 }}
              value={properties}
              style={{ fontFamily: 'var(--mono)', fontSize: 12 }}
              onChange={(event) => setProperties(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="primary"
          disabled={name === '' || !parsed.success}
          onClick={() => parsed.success && onDo((at) => ({ type: 'event', at, name, properties: parsed.data }))}
        >
          {t('rehearsal.walk.do')}
        </Button>
      </div>
    </Section>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}

/** Names under `event`, wherever the definition has them: in what starts it, in waits and in exit rules. */
function eventsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(eventsIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'event' && typeof value === 'string' && value !== '' ? [value] : eventsIn(value),
  );
}
