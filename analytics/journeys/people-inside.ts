/**
 * Ids of the people who are inside a journey now, or wait at one of its nodes, as a subquery; they may be ids of people who
 * were merged since. A run comes by a node at most once, so one that arrived there and went no further is there still.
 * Binds {workspace:UInt32}, {journey:String} and, for a node, {node:String}.
 */
export function peopleInside(atNode: boolean): string {
  const [scope, changes] = atNode
    ? ['node = {node:String}', "('entered', 'arrived', 'passed', 'completed', 'exited')"]
    : ['true', "('entered', 'completed', 'exited')"];
  return `(
    SELECT any(profile) AS profile FROM journey_step
    WHERE workspace = {workspace:UInt32} AND journey = {journey:String} AND ${scope} AND change IN ${changes}
    GROUP BY run HAVING countIf(change IN ('passed', 'completed', 'exited')) = 0)`;
}
