/** ClickHouse types that values of conditions are bound as. */
type ParameterType =
  | 'UInt32'
  | 'UInt64'
  | 'Int64'
  | 'Float64'
  | 'String'
  | 'UUID'
  | 'Array(String)'
  | 'Array(UUID)'
  | 'Array(Float64)'
  | 'Array(UInt8)'
  | 'Array(Int64)'
  | 'Array(UInt16)'
  | 'Array(UInt64)';

/** The values of a statement that is put together from parts. */
export interface Parameters {
  readonly values: Readonly<Record<string, unknown>>;
  /** Text that stands for the value in the statement: `{p3:String}`. */
  bind(type: ParameterType, value: unknown): string;
}

/** `reserved` are values that parts refer to by name. */
export function createParameters(reserved: Readonly<Record<string, unknown>>): Parameters {
  const values: Record<string, unknown> = { ...reserved };
  let count = 0;
  const bind = (type: ParameterType, value: unknown): string => {
    const name = `p${count}`;
    count += 1;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return { values, bind };
}
