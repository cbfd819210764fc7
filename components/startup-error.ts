/**
 * A reason why the platform cannot start that the person at the terminal can mend. The message is complete: it says what
 * is wrong and what to do, so it is printed alone, without a stack.
 */
export class StartupError extends Error {
  override name = 'StartupError';
}
