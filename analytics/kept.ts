import type { WorkspaceId } from '#contracts/identifiers.ts';

/**
 * Answers a costly question again from memory, so that asking it all the time takes at most `share` of one core: what
 * took 50 ms to find out holds for a second at a share of 0.05. Who asks meanwhile waits for the same answer. Where `stateOf`
 * is given, an answer holds no longer than that state of the workspace.
 */
export function kept<Answer>(
  ask: (workspace: WorkspaceId) => Promise<Answer>,
  share: number,
  stateOf: (workspace: WorkspaceId) => Promise<string> = async () => '',
): (workspace: WorkspaceId) => Promise<Answer> {
  const answers = new Map<WorkspaceId, { readonly answer: Promise<Answer>; readonly state: string; until: number }>();
  return async (workspace) => {
    const state = await stateOf(workspace);
    const held = answers.get(workspace);
    if (held?.state === state && performance.now() < held.until) return held.answer;
    const askedAt = performance.now();
    const asked = { answer: ask(workspace), state, until: Number.POSITIVE_INFINITY };
    answers.set(workspace, asked);
    asked.answer.then(
      () => {
        const answeredAt = performance.now();
        asked.until = answeredAt + (answeredAt - askedAt) / share;
      },
      () => {
        if (answers.get(workspace) === asked) answers.delete(workspace);
      },
    );
    return asked.answer;
  };
}
