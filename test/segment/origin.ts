/** The middle of all generated histories: an hour before the clocks of Europe go forward. */
export const origin = Date.parse('2026-03-29T00:30:00Z');
