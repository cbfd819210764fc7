/** `changed`: as the server lists them, the last changed first. */
export const segmentSorts = ['changed', 'name', 'size'] as const;
