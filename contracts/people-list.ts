/** Of one person: more would make her document grow without anybody looking at them. */
export const listsAtMost = 500;

/** What her timeline shows, and a journey may start by, when she came onto a list or was taken off. */
export const listJoinedEvent = 'List Joined';
export const listLeftEvent = 'List Left';
