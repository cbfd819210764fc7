import type { LeafCondition } from '#contracts/segment.ts';
import type { Parameters } from '../parameters.ts';
import { propertySql } from '../property-sql.ts';

/** Over the companies of a person's newest picture. `item` is what one of them is, as JSON text. */
export function companySql(
  { companies, where }: Extract<LeafCondition, { type: 'company' }>,
  parameters: Parameters,
): string {
  const all = 'JSONExtractArrayRaw(companies)';
  const named =
    companies === undefined
      ? all
      : `arrayFilter(one -> has(${parameters.bind('Array(String)', companies)}, JSONExtractString(one, 'id')), ${all})`;
  const traits = `arrayMap(one -> JSONExtractRaw(one, 'traits'), ${named})`;
  const tests = where.map((test) => propertySql(test, 'item', parameters));
  return `arrayExists(item -> ${tests.length === 0 ? 'true' : tests.join(' AND ')}, ${traits})`;
}
