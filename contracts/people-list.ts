/** Of one person: more would make her document grow without anybody looking at them. */
export const listsAtMost = 500;
