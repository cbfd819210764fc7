import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * Logs as JSON lines. They hold no personal data: requests are logged by route, never with their URL, query, headers or
 * body, and these keys are blanked wherever something that holds them is logged.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
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
  return destination === undefined ? pino(options) : pino(options, destination);
}
