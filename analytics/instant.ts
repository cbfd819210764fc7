/** A bound point in time, given in milliseconds since 1970, as an expression of the type that columns of time have. */
export function instant(parameter: string): string {
  return `fromUnixTimestamp64Milli({${parameter}:Int64}, 'UTC')`;
}
