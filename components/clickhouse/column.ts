/** A column's ClickHouse type; `Value` is what its JSON holds when a row is inserted, and exists for the compiler only. */
export interface Column<Value> {
  readonly type: string;
  readonly value?: Value;
}

export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column<unknown>>>;
  /** Columns that ClickHouse works out of the others by the expression `from`; they are neither inserted nor part of `*`. */
  readonly derived?: Readonly<Record<string, { readonly type: string; readonly from: string }>>;
  readonly engine: 'MergeTree' | 'ReplacingMergeTree';
  /** Arguments of the engine: for ReplacingMergeTree the column whose highest value wins. */
  readonly version?: string;
  readonly orderBy: readonly string[];
  readonly indexes?: readonly string[];
  /** Applies on a cluster only; see createTableStatements. */
  readonly clusterPartition?: string;
}

/** The row of a table as it is inserted. Times are milliseconds since 1970, decimals are numbers. */
export type RowOf<Given extends Table> = {
  readonly [Name in keyof Given['columns']]: Given['columns'][Name] extends Column<infer Value> ? Value : never;
};

export const uuid: Column<string> = { type: 'UUID' };
export const text: Column<string> = { type: 'String' };
export const texts: Column<readonly string[]> = { type: 'Array(String)' };
export const unsigned8: Column<number> = { type: 'UInt8' };
export const unsigned32: Column<number> = { type: 'UInt32' };
export const unsigned64: Column<number> = { type: 'UInt64' };
/** Milliseconds since 1970: a whole number in JSON is read in units of the type's precision. */
export const time: Column<number> = { type: "DateTime64(3, 'UTC')" };
export const money: Column<number> = { type: 'Decimal(18, 4)' };

/** A text of few different values, stored as numbers into a dictionary. */
export function word<Value extends string = string>(): Column<Value> {
  return { type: 'LowCardinality(String)' };
}
