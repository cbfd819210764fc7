import { days } from '#core/duration.ts';
import { ask } from '#core/journey/ask.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';

export function stepCreateTask({ work, run, node }: Visit<'create_task'>): NodeStep<'create_task'> {
  const owner = work.state.traits.owner;
  const assignee = node.assignee ?? (typeof owner === 'string' ? owner : undefined);
  ask(work, run, node.id, {
    kind: 'task',
    title: node.title,
    note: node.note,
    ...(assignee !== undefined && { assignee }),
    dueAt: work.now + days(node.dueDays),
  });
  return { type: 'go', branch: 'next' };
}
