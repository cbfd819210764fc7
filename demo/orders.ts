import { fileURLToPath } from 'node:url';
import type { OrderRules } from '#flow/import/kind.ts';

/** Order lines of the demo brand; demo/README.md says where they come from. */
export const ordersFile = fileURLToPath(new URL('data/orders.csv.gz', import.meta.url));

export const orderColumns = [
  'orderId=InvoiceNo',
  'userId=CustomerID',
  'timestamp=InvoiceDate',
  'sku=StockCode',
  'name=Description',
  'quantity=Quantity',
  'price=UnitPrice',
  'properties.country=Country',
] as const;

/** The shop's clock: the times in the file are local. */
export const ordersTimeZone = 'Europe/London';

/** How this shop writes what is not a plain sale. */
export const orderRules: OrderRules = {
  refundPrefix: 'C',
  adjustmentPrefix: 'A',
  shippingCodes: new Set(['POST', 'DOT', 'C2']),
  discountCodes: new Set(['D']),
  feeCodes: new Set(['M', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK']),
};
