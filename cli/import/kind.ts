import type { ColumnMap, ColumnRules } from './column-map.ts';
import type { ImportItem, RejectedRow } from './import-event.ts';
import type { ParseInstant } from './parse-value.ts';
import type { Row } from './read-rows.ts';

export interface ConversionContext {
  readonly map: ColumnMap;
  /** Columns that no target names. */
  readonly unmapped: readonly string[];
  readonly parseInstant: ParseInstant;
  /** For orders in which no column says the currency. */
  readonly currency: string;
  readonly orders: OrderRules;
}

/** How a shop writes what is not a plain sale. All empty: every line is a sold product. */
export interface OrderRules {
  /** Orders whose number begins with it are cancellations and become `Order Refunded`. */
  readonly refundPrefix: string;
  /** Orders whose number begins with it are corrections of the books and are left out. */
  readonly adjustmentPrefix: string;
  /** Codes of lines that are carriage: they count as `shipping`. */
  readonly shippingCodes: ReadonlySet<string>;
  /** Codes of lines that lower the price: they count as `discount`. */
  readonly discountCodes: ReadonlySet<string>;
  /** Codes of lines that are neither goods nor paid by the customer: they are left out. */
  readonly feeCodes: ReadonlySet<string>;
}

/** One kind of file: which columns it reads, and how its rows become events. Pure but for reading the rows. */
export interface ImportKind {
  readonly name: 'customers' | 'orders' | 'events';
  readonly columns: ColumnRules;
  convert(rows: AsyncIterable<Row | RejectedRow>, context: ConversionContext): AsyncIterable<ImportItem>;
}
