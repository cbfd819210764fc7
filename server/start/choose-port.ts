import { createServer } from 'node:net';
import { StartupError } from '#components/startup-error.ts';

/**
 * Says at once that the port is taken, before anything long is started. Resolves to the port: for 0 to a free one, so
 * that links can name it before anything listens.
 */
export async function choosePort(host: string, port: number): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=4101 npm start`
          : error.code === 'EACCES'
            ? `Port ${port} needs more rights than this account has. Choose one above 1023: PORT=4100 npm start`
            : `It is not possible to listen on ${host}:${port}: ${error.message}. Set HOST and PORT to an address of this machine.`;
      reject(new StartupError(why));
    });
    probe.listen(port, host, resolve);
  });
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : port;
}
