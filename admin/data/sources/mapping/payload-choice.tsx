import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { SourcePayload } from '#contracts/api/source.ts';
import { useFormat } from '../../../shared/format.ts';
import { Field } from '../../../shared/ui/field.tsx';

/** What a mapping is tried with; headers as they are typed, one a line. */
export interface TriedPayload {
  /** Id of a payload that came, `example`, or `own` once it was edited. */
  readonly of: string;
  readonly body: string;
  readonly headers: string;
}

interface PayloadChoiceProps {
  readonly payload: TriedPayload;
  readonly example: TriedPayload;
  readonly received: readonly SourcePayload[];
  readonly onChange: (payload: TriedPayload) => void;
}

/** One of the last payloads, the example of the sender, or any text. */
export function PayloadChoice({ payload, example, received, onChange }: PayloadChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const choose = (of: string) => {
    const chosen = received.find(({ id }) => id === of);
    if (chosen) onChange(asTried(chosen));
    else onChange(of === example.of ? example : { ...payload, of });
  };
  return (
    <>
      <Field label={t('sources.payloadOf')}>
        {(control) => (
          <Select
            {...control}
            value={payload.of}
            options={[
              ...received.map(({ id, receivedAt, outcome }) => ({
                value: id,
                label: `${format.dateTime(receivedAt)} · ${t(`sources.outcomes.${outcome}`)}`,
              })),
              { value: example.of, label: t('sources.payloadExample') },
              { value: 'own', label: t('sources.payloadOwn') },
            ]}
            onChange={choose}
          />
        )}
      </Field>
      <Field label={t('sources.payload')}>
        {(control) => (
          <Input.TextArea
            {...control}
            className="mono"
            rows={10}
            spellCheck={false}
            value={payload.body}
            onChange={(event) => onChange({ ...payload, of: 'own', body: event.target.value })}
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
            value={payload.headers}
            onChange={(event) => onChange({ ...payload, of: 'own', headers: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

export function asTried({ id, body, headers }: Pick<SourcePayload, 'id' | 'body' | 'headers'>): TriedPayload {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { of: id, body, headers: lines.join('\n') };
}

export function headersOf(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => /^([^:]+):(.*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => (line ? [[(line[1] ?? '').trim().toLowerCase(), (line[2] ?? '').trim()]] : [])),
  );
}
