import { resolve } from 'node:path';
import { InputCheck } from '../values/input-check.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  host: string;
  port: number;
  /** The URL at which callers reach the gateway, without a trailing slash. */
  publicUrl: string;
  /** The number of proxies in front, whose entries at the end of X-Forwarded-For are trusted. */
  trustedProxies: number;
  /** The PostgreSQL to use; without one the embedded PostgreSQL runs. */
  databaseUrl: string | undefined;
  /** The same PostgreSQL without the pooler in front, for migrations and LISTEN. */
  directDatabaseUrl: string | undefined;
  /** The directory of the embedded PostgreSQL, the demo key, and messages without a mail server. */
  dataDir: string;
  /**
   * The Redis for rate limits and event hints that all nodes share. Without one each node counts for itself, and
   * PostgreSQL carries the hints.
   */
  redisUrl: string | undefined;
  /** The time limit of a request. After it the caller gets an error, and PostgreSQL cancels the statements. */
  requestTimeoutSeconds: number;
  /** How long events are stored: a subscriber may be disconnected for this time and miss nothing. */
  eventRetentionDays: number;
  /** The mail server; without one, messages are written to files in the data directory. */
  smtpUrl: string | undefined;
  /** The address that messages come from. */
  mailFrom: string;
  /** Whether webhooks may be sent to this machine, over http too: for development. */
  webhooksAllowLoopback: boolean;
  logLevel: LogLevel;
  production: boolean;
  /** Whether callers may see the schema: by introspection, in GraphiQL, and in suggestions. */
  introspection: boolean;
  /** The origins whose pages may call the endpoint, such as `https://app.example.com`; `*` for all. */
  corsOrigins: readonly string[] | '*';
  /** The file of the persisted documents. */
  persistedDocuments: string | undefined;
  /** Whether all other documents are rejected. */
  persistedDocumentsOnly: boolean;
}

/** An invalid setting; the message is one line for the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables; an empty variable counts as unset.
 * @throws {ConfigError} for the first invalid setting
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = readPort(env.PORT || '4000');
  const host = env.HOST || 'localhost';
  const publicUrl = readPublicUrl(
    env.PUBLIC_URL || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
  );
  return {
    host,
    port,
    publicUrl,
    trustedProxies: readProxies(env.TRUST_PROXY || '0'),
    ...readDatabaseUrls(env),
    dataDir: resolve(env.DATA_DIR || 'data'),
    redisUrl: readRedisUrl(env.REDIS_URL),
    requestTimeoutSeconds: readTimeout(env.REQUEST_TIMEOUT_SECONDS || '30'),
    eventRetentionDays: readDays('EVENT_RETENTION_DAYS', env.EVENT_RETENTION_DAYS || '30'),
    smtpUrl: readSmtpUrl(env.SMTP_URL),
    mailFrom: readMailFrom(env.MAIL_FROM || `billing@${mailDomain(publicUrl)}`),
    webhooksAllowLoopback: readSwitch(env, 'WEBHOOKS_ALLOW_LOOPBACK', false),
    logLevel: readLogLevel(env.LOG_LEVEL || 'info'),
    production: env.NODE_ENV === 'production',
    introspection: readSwitch(env, 'INTROSPECTION', env.NODE_ENV !== 'production'),
    corsOrigins: readOrigins(env.CORS_ORIGINS || ''),
    ...readPersistedDocuments(env),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new ConfigError(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function readProxies(text: string): number {
  if (!/^\d$/.test(text)) {
    throw new ConfigError(`TRUST_PROXY must be the number of proxies in front, from 0 to 9, not "${text}".`);
  }
  return Number(text);
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (!level) throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return level;
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`PUBLIC_URL must be an http or https URL, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}

function readDatabaseUrls(env: NodeJS.ProcessEnv): Pick<Config, 'databaseUrl' | 'directDatabaseUrl'> {
  const databaseUrl = readDatabaseUrl(env, 'DATABASE_URL');
  const directDatabaseUrl = readDatabaseUrl(env, 'DIRECT_DATABASE_URL');
  if (directDatabaseUrl && !databaseUrl) {
    throw new ConfigError(
      'DIRECT_DATABASE_URL requires DATABASE_URL, the URL of the same database for everything else.',
    );
  }
  return { databaseUrl, directDatabaseUrl };
}

// The URL may contain a password, so the message does not repeat it.
function readDatabaseUrl(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigError(`${name} must be a URL such as postgresql://user:password@host:5432/name.`);
  }
  return text;
}

// May contain a password as well.
function readRedisUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url?.hostname || !/^rediss?:$/.test(url.protocol)) {
    throw new ConfigError('REDIS_URL must be a URL such as redis://user:password@host:6379.');
  }
  return text;
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,4}$/.test(text) || seconds < 1 || seconds > 3_600) {
    throw new ConfigError(
      `REQUEST_TIMEOUT_SECONDS must be a number of seconds from 1 to 3600, not "${text}".`,
    );
  }
  return seconds;
}

function readDays(name: string, text: string): number {
  const days = Number(text);
  if (!/^\d{1,4}$/.test(text) || days < 1 || days > 3_650) {
    throw new ConfigError(`${name} must be a number of days from 1 to 3650, not "${text}".`);
  }
  return days;
}

// May contain a password as well.
function readSmtpUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url?.hostname || !/^smtps?:$/.test(url.protocol)) {
    throw new ConfigError('SMTP_URL must be a URL such as smtps://user:password@host:465.');
  }
  return text;
}

function readMailFrom(text: string): string {
  const check = new InputCheck();
  const email = check.email([], text);
  if (check.issues.length > 0) throw new ConfigError(`MAIL_FROM must be an email address, not "${text}".`);
  return email;
}

/** Mail from a host without a domain name, such as localhost, is for development only. */
function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return /[a-z]$/.test(hostname) && hostname.includes('.') ? hostname : 'localhost.localdomain';
}

function readSwitch(env: NodeJS.ProcessEnv, name: string, defaultValue: boolean): boolean {
  const text = env[name]?.toLowerCase();
  if (!text) return defaultValue;
  if (text !== 'on' && text !== 'off')
    throw new ConfigError(`${name} must be on or off, not "${env[name]}".`);
  return text === 'on';
}

/** Requires origins exactly as browsers send them, as they are compared as strings. */
function readOrigins(text: string): Config['corsOrigins'] {
  if (text.trim() === '*') return '*';
  const origins = text.split(',').map((origin) => origin.trim());
  return origins.filter(Boolean).map((origin) => {
    const url = URL.parse(origin);
    if (url && /^https?:$/.test(url.protocol) && url.origin === origin) return origin;
    throw new ConfigError(
      `CORS_ORIGINS must be * or a comma-separated list of origins such as https://app.example.com, not "${origin}".`,
    );
  });
}

function readPersistedDocuments(
  env: NodeJS.ProcessEnv,
): Pick<Config, 'persistedDocuments' | 'persistedDocumentsOnly'> {
  const file = env.PERSISTED_DOCUMENTS;
  const persistedDocumentsOnly = readSwitch(env, 'PERSISTED_DOCUMENTS_ONLY', false);
  if (persistedDocumentsOnly && !file) {
    throw new ConfigError(
      'PERSISTED_DOCUMENTS_ONLY requires PERSISTED_DOCUMENTS, the file that contains them.',
    );
  }
  return { persistedDocuments: file ? resolve(file) : undefined, persistedDocumentsOnly };
}
