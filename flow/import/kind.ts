import type { ConsentColumn } from '#contracts/consent/consent-column.ts';
import type { ImportKindName } from '#contracts/import.ts';
import type { ImportItem } from './import-event.ts';
import type { ColumnMap, ColumnRules } from './mapping/column-map.ts';
import type { ParseInstant } from './parse-value.ts';
import type { Row, RowSource } from './row.ts';

export interface ConversionContext {
  readonly map: ColumnMap;
  /** Columns that no target names: each is kept under its own name. */
  readonly unmapped: readonly string[];
  /** Target -> value that holds where no column of the row says it. */
  readonly constants?: ReadonlyMap<string, string>;
  /** Of customers: columns that say a word of consent. */
  readonly consents?: readonly ConsentColumn[];
  readonly parseInstant: ParseInstant;
  /** For orders in which no column says the currency. */
  readonly currency: string;
  readonly orders: OrderRules;
  /** In which phone numbers are read where it is not that of the workspace: read in another one, a customer is told anew. */
  readonly country?: string;
  /** Id of what the row on this line becomes; without it, ids come from what the row says. */
  readonly messageIdOfLine?: (line: number) => string;
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

/** Takes the rows of one file in their order. What several rows make together comes when the last of them is known. */
export interface Converter {
  add(row: Row): readonly ImportItem[];
  end(): readonly ImportItem[];
}

/** One kind of file: which columns it reads, and how its rows become events. Pure. */
export interface ImportKind {
  readonly name: ImportKindName;
  readonly columns: ColumnRules;
  open(context: ConversionContext): Converter;
}

/** What all rows come to, with the unreadable ones in their places. */
export async function* convertRows(
  kind: ImportKind,
  portions: RowSource['portions'],
  context: ConversionContext,
): AsyncGenerator<ImportItem> {
  const converter = kind.open(context);
  for await (const rows of portions) {
    for (const row of rows) {
      if (row.type === 'rejected') yield row;
      else yield* converter.add(row);
    }
  }
  yield* converter.end();
}
