import { resolve } from 'node:path';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  host: string;
  port: number;
  /** Where callers reach the gateway, without a trailing slash. */
  publicUrl: string;
  /** A PostgreSQL to use; the embedded one runs when there is none. */
  databaseUrl: string | undefined;
  /** Where the embedded PostgreSQL and the demo key are kept. */
  dataDir: string;
  logLevel: LogLevel;
  production: boolean;
}

/** A setting that cannot be used; its message is one line for the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables, an empty one being the same as none.
 * @throws {ConfigError} for the first setting that cannot be used
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = readPort(env.PORT || '4000');
  const host = env.HOST || 'localhost';
  return {
    host,
    port,
    publicUrl: readPublicUrl(env.PUBLIC_URL || `http://${host.includes(':') ? `[${host}]` : host}:${port}`),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    dataDir: resolve(env.DATA_DIR || 'data'),
    logLevel: readLogLevel(env.LOG_LEVEL || 'info'),
    production: env.NODE_ENV === 'production',
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new ConfigError(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (!level) throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return level;
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`PUBLIC_URL must be an http or https address, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}

// The address holds a password, so the message does not repeat it.
function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigError(
      'DATABASE_URL must be an address such as postgresql://user:password@host:5432/name.',
    );
  }
  return text;
}
