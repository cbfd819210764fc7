import type { DecisionRow } from '#components/clickhouse/tables.ts';
import type { Channel } from '#contracts/channel.ts';
import type { HoldReason } from '#contracts/reason.ts';
import { factId } from '../fact-cursor.ts';
import { readGates } from '../gates.ts';
import { timelineSource } from './source.ts';

interface Row extends Pick<DecisionRow, 'delivery' | 'journey' | 'run' | 'node' | 'message' | 'outcome' | 'gates'> {
  readonly channel: Channel | '';
  readonly reason: HoldReason | '';
}

export const decisionSource = timelineSource<Row>({
  table: 'decision',
  columns: ['delivery', 'journey', 'run', 'node', 'message', 'outcome', 'channel', 'reason', 'gates'],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'decision',
    delivery: row.delivery,
    journey: row.journey,
    journeyName: names.journey(row.journey),
    run: row.run,
    node: row.node,
    message: row.message,
    messageName: names.message(row.message),
    outcome: row.outcome,
    channel: row.channel || null,
    reason: row.reason || null,
    gates: readGates(row.gates),
  }),
});
