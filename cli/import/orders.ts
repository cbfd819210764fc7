import { createHash } from 'node:crypto';
import { rejected } from './import-event.ts';
import type { ImportKind } from './kind.ts';
import { convertOrder } from './order-event.ts';
import { cell, personTargets } from './person.ts';
import type { Row } from './read-rows.ts';

/**
 * One row per order line, or per order where a column says the total. The lines of an order must stand together: this is
 * what keeps memory bounded. A line that comes after its order was closed is rejected and not quietly lost.
 */
export const orders: ImportKind = {
  name: 'orders',
  columns: {
    targets: ['orderId', ...personTargets, 'timestamp', 'total', 'currency', 'sku', 'name', 'quantity', 'price'],
    required: [['orderId'], personTargets, ['timestamp'], ['price', 'total']],
    open: 'properties',
  },
  async *convert(rows, context) {
    const closed = new Set<number>();
    let current = '';
    let lines: Row[] = [];
    for await (const row of rows) {
      if (row.type === 'rejected') {
        yield row;
        continue;
      }
      const orderId = cell(row, context.map, 'orderId');
      if (orderId === '') {
        yield rejected(row.line, 'missing_value', 'the row has no order number');
        continue;
      }
      if (orderId !== current) {
        yield* convertOrder(current, lines, context);
        closed.add(fingerprint(current));
        current = orderId;
        lines = [];
      }
      if (closed.has(fingerprint(orderId))) {
        yield rejected(
          row.line,
          'lines_apart',
          `the lines of order ${orderId} do not stand together; sort the file by order`,
        );
      } else {
        lines.push(row);
      }
    }
    yield* convertOrder(current, lines, context);
  },
};

/** 48 bits of a hash: a number in a set takes a tenth of the memory that the text would. */
function fingerprint(orderId: string): number {
  return createHash('sha256').update(orderId).digest().readUIntBE(0, 6);
}
