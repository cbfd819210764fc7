import type { JourneyStepRow } from '#components/clickhouse/tables.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

type Row = Pick<JourneyStepRow, 'journey' | 'version' | 'run' | 'node' | 'change' | 'branch' | 'detail'>;

export const journeyStepSource = timelineSource<Row>({
  table: 'journey_step',
  columns: ['journey', 'version', 'run', 'node', 'change', 'branch', 'detail'],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'journey_step',
    journey: row.journey,
    journeyName: names.journey(row.journey),
    run: row.run,
    node: row.node,
    version: row.version,
    change: row.change,
    branch: row.branch,
    detail: row.detail,
  }),
});
