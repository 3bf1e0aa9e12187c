import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from './gateway-process.ts';

const PATH = `${process.env.PATH}:/usr/sbin`;

/** Debian's `pgbouncer` may not be there: tests that need it say that they were skipped. */
export const pgBouncerVersion = readVersion();

function readVersion(): number[] | null {
  const { stdout } = spawnSync('pgbouncer', ['--version'], { env: { PATH }, encoding: 'utf8' });
  const version = /^PgBouncer (\d+)\.(\d+)/.exec(stdout ?? '');
  return version && [Number(version[1]), Number(version[2])];
}

/** Whether it is one that forgets prepared statements between transactions. */
export const isForgetful =
  pgBouncerVersion !== null && pgBouncerVersion[0] === 1 && pgBouncerVersion[1]! < 21;

export interface PgBouncer {
  port: string;
  child: ChildProcess;
  /** The address of a database, through the pooler. */
  through(databaseUrl: string): string;
  kill(): Promise<void>;
}

/**
 * PgBouncer in front of a server, pooling transactions, with what docs/scaling.md says to set.
 * @param settings in place of these, by name; an empty one leaves the setting out
 */
export async function startPgBouncer(
  serverUrl: string,
  { port, settings = {} }: { port?: string; settings?: Record<string, string> } = {},
): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password } = new URL(serverUrl);
  const chosen = port ?? (await findFreePort());
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  const { connect_query = 'SET statement_timeout = 31000', ...others } = settings;
  const pgbouncer = {
    ...{ listen_addr: '127.0.0.1', listen_port: chosen, unix_socket_dir: '' },
    ...{ auth_type: 'scram-sha-256', auth_file: `${folder}/users.txt` },
    ...{ pool_mode: 'transaction', max_client_conn: '1000', default_pool_size: '20' },
    ...{ ignore_startup_parameters: 'statement_timeout', server_round_robin: '0' },
    ...(isForgetful ? {} : { max_prepared_statements: '200' }),
    ...others,
  };
  const lines = Object.entries(pgbouncer).map(([name, value]) => `${name} = ${value}`);
  const query = connect_query && ` connect_query='${connect_query}'`;
  await writeFile(
    `${folder}/pgbouncer.ini`,
    ['[databases]', `* = host=${hostname} port=${serverPort}${query}`, '[pgbouncer]', ...lines, ''].join(
      '\n',
    ),
  );
  await writeFile(`${folder}/users.txt`, `"${username}" "${decodeURIComponent(password)}"\n`);
  // It will not run as root: as nobody, who has to reach these.
  const isRoot = process.getuid?.() === 0;
  await chmod(folder, 0o755);
  if (isRoot)
    await Promise.all(
      ['pgbouncer.ini', 'users.txt'].map((file) => chown(join(folder, file), 65_534, 65_534)),
    );
  const user = isRoot ? ['-u', 'nobody'] : [];
  const child = spawn('pgbouncer', ['-q', ...user, `${folder}/pgbouncer.ini`], {
    stdio: 'ignore',
    env: { PATH },
  });
  await answers(Number(chosen), child);
  return {
    port: chosen,
    child,
    through: (databaseUrl) => throughPgBouncer(databaseUrl, chosen),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The address of a database, through the pooler at a port. */
export function throughPgBouncer(databaseUrl: string, port: string): string {
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  if (isForgetful) url.searchParams.set('pgbouncer', 'true');
  return url.href;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended with ${child.exitCode}.`);
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await delay(20);
    } finally {
      socket.destroy();
    }
  }
}
