/** The rooms that the running server is made of. */
export const rooms = [
  'analytics',
  'channels',
  'cli',
  'components',
  'contracts',
  'core',
  'demo',
  'flow',
  'journey-nodes',
  'server',
];
