import { createHash } from 'node:crypto';
import { importOpenTargets, importPersonTargets, importRequiredTargets, importTargets } from '#contracts/import.ts';
import { rejected } from './import-event.ts';
import { importedBefore, isImportedBefore } from './imported-before.ts';
import type { ImportKind } from './kind.ts';
import { openFields } from './mapping/fields.ts';
import { convertOrder } from './order-event.ts';
import { aboutCell, cell } from './person.ts';
import type { Row } from './row.ts';

/**
 * One row per order line, or per order where a column says the total. The lines of an order must stand together: this is
 * what keeps memory bounded. A line that comes after its order was closed is rejected and not quietly lost.
 */
export const orders: ImportKind = {
  name: 'orders',
  columns: {
    targets: ['orderId', ...importPersonTargets, ...importTargets.orders.filter((target) => target !== 'orderId')],
    required: importRequiredTargets.orders,
    open: importOpenTargets.orders,
  },
  open(context) {
    const closed = new Set<number>();
    // An order keeps what is mapped and nothing else: its other columns describe single lines.
    const extraProperties = openFields(context, 'properties', []);
    let current = '';
    let lines: Row[] = [];
    const close = () => convertOrder(current, lines, context, extraProperties);
    return {
      add(row) {
        if (isImportedBefore(row)) return [importedBefore(row)];
        const orderId = cell(row, context, 'orderId');
        if (orderId === '') return [rejected(row.line, 'missing_value', 'the row has no order number')];
        if (orderId === current) {
          lines.push(row);
          return [];
        }
        const items = close();
        if (current !== '') closed.add(fingerprint(current));
        current = orderId;
        lines = [];
        if (closed.has(fingerprint(orderId))) {
          // The order stays closed: the next of its lines is looked at anew.
          current = '';
          const detail = `the lines of order ${orderId} do not stand together; sort the file by order`;
          return [...items, rejected(row.line, 'lines_apart', detail, aboutCell(context, 'orderId', orderId))];
        }
        lines.push(row);
        return items;
      },
      end: close,
    };
  },
};

/** 48 bits of a hash: a number in a set takes a tenth of the memory that the text would. */
function fingerprint(orderId: string): number {
  return createHash('sha256').update(orderId).digest().readUIntBE(0, 6);
}
