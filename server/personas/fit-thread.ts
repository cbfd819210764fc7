import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { fitPersonas } from '#analytics/personas/fit.ts';

const work = z.object({ vectors: z.array(z.array(z.number())), seed: z.number().int() });

/** One computation, and the end of the thread: its memory goes with it. */
const { vectors, seed } = work.parse(workerData);
const fitted = fitPersonas(vectors, seed, (share) => parentPort?.postMessage({ type: 'progress', share }));
parentPort?.postMessage({ type: 'fitted', fitted });
