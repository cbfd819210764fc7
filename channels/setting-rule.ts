import type { SettingProblemCode } from '#contracts/api/channel.ts';

/** For `refine`: what to write, and the word by which the product translates it. */
export function says(
  code: SettingProblemCode,
  message: string,
): { error: string; params: { code: SettingProblemCode } } {
  return { error: message, params: { code } };
}
