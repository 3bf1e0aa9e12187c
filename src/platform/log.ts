import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { describeError } from './describe-error.ts';
import { redact } from './redact.ts';

export type { Logger };

/** Structured logs, one JSON object a line, to standard error: standard output belongs to commands. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: [
        '*.authorization',
        '*.token',
        '*.apiKey',
        '*.databaseUrl',
        '*.directDatabaseUrl',
        '*.redisUrl',
        '*.smtpUrl',
      ],
      serializers: { error: (error) => describeError(error) },
      // Redacts every line, also those of libraries.
      hooks: { streamWrite: redact },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
