/** The middle of all generated histories: an hour before the clocks of Europe go forward. */
export const origin = Date.parse('2026-03-29T00:30:00Z');

/** The one whom the reference knows all stories of. */
export const personId = '0190a6e0-0000-7000-8000-000000000001';
