/** The trait that holds the id of a person's persona. */
export const personaTrait = 'persona';
