/** `changed`: as the server lists them, the last changed first. Figures begin with the most. */
export const journeySorts = ['changed', 'name', 'inside', 'entered', 'converted', 'messages', 'revenue'] as const;
