import { answerParent } from '../child-process.ts';
import { openConnection } from '../load/connection.ts';
import type { LoadJob, LoadResult } from '../load/job.ts';
import { sendByTheClock, sendWhenAnswered } from '../load/pace.ts';
import { createSender } from '../load/sender.ts';

answerParent<LoadJob, LoadResult>(async (job) => {
  const { url, path, authorization, pace } = job;
  const opening = Array.from({ length: job.connections }, () => openConnection(url, path, authorization));
  const connections = await Promise.all(opening);
  const sender = createSender(job);
  const startedAt = performance.now();
  const processor = process.cpuUsage();
  try {
    if (pace.type === 'open') await sendByTheClock(job, pace, connections, sender);
    else await sendWhenAnswered(job, connections, sender);
  } finally {
    for (const connection of connections) connection.close();
  }
  const { user, system } = process.cpuUsage(processor);
  return {
    acknowledged: sender.acknowledged(),
    refused: sender.refused(),
    seconds: (performance.now() - startedAt) / 1_000,
    processorSeconds: (user + system) / 1e6,
    answerTimes: sender.answerTimes(),
  };
});
