import { randomId } from '../../shared/random-id.ts';

/** This tab, among all that have a journey open. */
export const editorId = randomId(16);
