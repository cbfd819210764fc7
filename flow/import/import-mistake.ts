/** The file and what was asked for do not fit together; the message says how to mend it. */
export class ImportMistake extends Error {
  override name = 'ImportMistake';
}
