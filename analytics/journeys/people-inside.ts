/**
 * Ids of the people who are inside a journey now, or wait at one of its nodes, as a subquery; they may be ids of people who
 * were merged since. In a loop a run comes by a node again and again: it is there while it came more often than it went.
 * Binds {workspace:UInt32}, {journey:String} and, for a node, {node:String}.
 */
export function peopleInside(atNode: boolean): string {
  const ofJourney = 'workspace = {workspace:UInt32} AND journey = {journey:String}';
  if (!atNode) {
    return `(
    SELECT any(profile) AS profile FROM journey_step
    WHERE ${ofJourney} AND change IN ('entered', 'completed', 'exited')
    GROUP BY run HAVING countIf(change IN ('completed', 'exited')) = 0)`;
  }
  const came = "node = {node:String} AND change IN ('entered', 'arrived', 'moved')";
  const went =
    "(node = {node:String} AND change IN ('passed', 'completed', 'exited')) OR " +
    "(change = 'moved' AND detail = {node:String})";
  return `(
    SELECT any(profile) AS profile FROM journey_step
    WHERE ${ofJourney} AND ((${came}) OR ${went})
    GROUP BY run HAVING countIf(${came}) > countIf(${went}))`;
}
