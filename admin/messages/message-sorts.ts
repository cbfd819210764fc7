/** `changed`: as the server lists them, the last changed first. */
export const messageSorts = ['changed', 'name', 'sent', 'heldBack', 'openRate', 'clickRate'] as const;
type MessageSort = (typeof messageSorts)[number];

interface Figures {
  readonly sent: number;
  readonly heldBack: number;
  readonly opened: number;
  readonly clicked: number;
}

/** What a message is sorted by; one that nobody got has no rate and stands behind those that nobody opened. */
export function messageFigure(message: Figures, sort: Exclude<MessageSort, 'changed' | 'name'>): number {
  const share = (part: number) => (message.sent > 0 ? part / message.sent : -1);
  switch (sort) {
    case 'sent':
    case 'heldBack':
      return message[sort];
    case 'openRate':
      return share(message.opened);
    case 'clickRate':
      return share(message.clicked);
  }
}
