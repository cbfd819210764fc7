import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * Not the logger's own way to the standard output: on a full disk that waits for room and lets nothing else run. Here a line
 * that cannot be written is lost.
 */
const standardOutput: DestinationStream = {
  write(line) {
    process.stdout.write(line);
  },
};

/**
 * Logs as JSON lines. They hold no personal data: requests are logged by route, never with their URL, query, headers or
 * body, and these keys are blanked wherever something that holds them is logged.
 */
export function createLog(level: string, destination: DestinationStream = standardOutput): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: [
        'authorization',
        'cookie',
        'password',
        'email',
        'phone',
        'traits',
        'properties',
        'to',
        'body',
        '*.authorization',
        '*.cookie',
        '*.password',
        '*.email',
        '*.phone',
        '*.traits',
        '*.properties',
        '*.to',
        '*.body',
      ],
      censor: '[removed]',
    },
    serializers: {
      req: ({ id }: { id: string }) => ({ id }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  };
  return pino(options, destination);
}
