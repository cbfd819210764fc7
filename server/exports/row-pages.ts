import type { ClickHouseClient } from '@clickhouse/client';
import type { ExportPages } from '#analytics/exports/pages.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { DefinitionParts } from '../definitions/parts.ts';
import { type DefinitionKind, type DefinitionRow, listRows } from '../definitions/rows.ts';
import { type CouponFilters, listCoupons } from '../point-of-sale/coupons.ts';

const pageRows = 1_000;

/** Lists of the product itself: read by offset, because nobody has a million segments. */
function byOffset<Row extends object>(read: (limit: number, offset: number) => Promise<readonly Row[]>): ExportPages {
  return {
    count: async () => undefined,
    async *pages() {
      for (let offset = 0; ; offset += pageRows) {
        const rows = await read(pageRows, offset);
        yield rows.slice(0, pageRows);
        if (rows.length < pageRows) return;
      }
    },
  };
}

/** Segments or journeys as they stand: the draft, and what is published, as JSON. */
export function exportDefinitions(parts: DefinitionParts, kind: DefinitionKind): ExportPages {
  return byOffset(async (limit, offset) => (await listRows(parts, kind, limit, offset)).map(presentDefinition));
}

function presentDefinition({ updatedAt, publishedAt, ...row }: DefinitionRow): object {
  const { description } = JSON.parse(row.draft) as { description?: string };
  return {
    ...row,
    ...(description !== undefined && { description }),
    updatedAt: updatedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
  };
}

export function exportCoupons(parts: Pick<DefinitionParts, 'sql' | 'workspace'>, filters: CouponFilters): ExportPages {
  return byOffset((limit, offset) => listCoupons(parts, filters, limit - 1, offset));
}

/** Companies by id, with what they told. */
export function exportCompanies(client: ClickHouseClient, workspace: number): ExportPages {
  return byOffset(async (limit, offset) => {
    const rows = await queryRows<{ id: string; traits: string; firstSeenAt: string; updatedAt: string }>(
      client,
      `SELECT company AS id, traits, first_seen_at AS firstSeenAt, updated_at AS updatedAt
       FROM company_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0
       ORDER BY company LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
      { workspace, limit, offset },
    );
    return rows.map((row) => {
      const traits = JSON.parse(row.traits) as JsonObject;
      return { ...row, traits, name: traits['name'] ?? null };
    });
  });
}
