/**
 * Over message facts: how many messages were handed over, opened and clicked. An open is recorded once for each message,
 * a click once for each link, so clicked messages are told apart by their delivery.
 */
export const engagementCounts = `
  countIf(kind = 'handed_over') AS sent,
  countIf(kind = 'opened') AS opened,
  uniqExactIf(delivery, kind = 'clicked') AS clicked`;

export const engagementKinds = "('handed_over', 'opened', 'clicked')";

export interface EngagementCounts {
  readonly sent: number;
  readonly opened: number;
  readonly clicked: number;
}
