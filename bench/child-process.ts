import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the benchmark that answers one question after the other. */
export interface ChildProcess<Request, Reply> {
  ask(request: Request): Promise<Reply>;
  stop(): Promise<void>;
}

type Answer<Reply> = { readonly reply: Reply } | { readonly error: string };

/** Starts a file of bench/processes as a process of its own, so that it shares no event loop with what is measured. */
export function startChild<Request, Reply>(file: string): ChildProcess<Request, Reply> {
  const child = fork(new URL(`./processes/${file}`, import.meta.url));
  const exited = once(child, 'exit');
  return {
    async ask(request) {
      const answered = once(child, 'message') as Promise<[Answer<Reply>]>;
      child.send(request as object);
      const ended = exited.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`)));
      const [answer] = await Promise.race([answered, ended]);
      if ('error' in answer) throw new Error(`${file}: ${answer.error}`);
      return answer.reply;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The other side: answers the parent until it disconnects or dies, then cleans up and ends. */
export function answerParent<Request, Reply>(
  answer: (request: Request) => Promise<Reply>,
  stop: () => Promise<void> = async () => {},
): void {
  process.on('message', (request) => {
    answer(request as Request).then(
      (reply) => process.send?.({ reply }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => void stop().finally(() => process.exit()));
  // ctrl-C reaches the whole process group; the parent stops its children itself.
  process.on('SIGINT', () => {});
}
