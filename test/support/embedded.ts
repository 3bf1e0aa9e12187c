import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';

/** A new folder that the server's user can reach, also when we are root. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Stops whatever still serves the data directory, and removes it with its cluster. */
export async function removeDataDir(dataDir: string): Promise<void> {
  if ((await exists(join(dataDir, 'postgresql'))) || (await exists(join(dataDir, 'postgresql.location')))) {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
    await postgres.stop();
    await rm(postgres.location, { recursive: true });
  }
  await rm(dataDir, { recursive: true, force: true });
}

export type Holder = {
  process: ChildProcess;
  /** Resolves when it uses the server. */
  ready: Promise<{ url: string; location: string; adopted: boolean }>;
  /** Lets it stop in order; resolves to its exit code. */
  finish(): Promise<number | null>;
  /** Kills it, alone, so that it can put nothing in order. */
  kill(): Promise<void>;
};

/** Another process that uses the data directory's server, in a process group of its own. */
export function spawnHolder(dataDir: string): Holder {
  const script = fileURLToPath(new URL('../platform/hold-postgres.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  return {
    process: child,
    ready: firstLine.then(([line]) => JSON.parse(line)),
    async finish() {
      child.stdin.end();
      const [code] = await exited;
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** One statement on a connection of its own. */
export async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

export function answers(url: string): Promise<boolean> {
  return query(url, 'SELECT').then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
