import { Link } from '@tanstack/react-router';
import { Trans } from 'react-i18next';
import type { JsonObject } from '#contracts/json.ts';

/** What a `group` call said: the company that she is in, by its name where the call had one. */
export function CompanySentence({ properties }: { properties: JsonObject }) {
  const { groupId, name } = properties;
  const id = String(groupId ?? '');
  const company = typeof name === 'string' && name !== '' ? name : id;
  return (
    <Trans
      i18nKey="timeline.company"
      values={{ company }}
      components={{ company: <Link className="link" to="/companies/$id" params={{ id }} /> }}
    />
  );
}
