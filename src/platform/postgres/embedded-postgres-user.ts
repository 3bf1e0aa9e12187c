import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The options of Node's `spawn` to run a program as another user. */
export type ServerUser = { uid: number; gid: number };

/**
 * Returns the user to run PostgreSQL as if we are root, which PostgreSQL does not allow; undefined for our own user.
 *
 * The owner of an existing cluster serves it.
 */
export async function serverUser(existingCluster: string | undefined): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (existingCluster) {
    const { uid, gid } = await stat(existingCluster);
    return { uid, gid };
  }
  const list = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const accounts = list.split('\n').map((line) => line.split(':'));
  const account =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as: ' +
        'start the gateway as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether the user can traverse every folder of the path, and enter or execute it. */
export async function canAccess(path: string, user: ServerUser | undefined): Promise<boolean> {
  if (!user) return true;
  let current = await realpath(path);
  while (true) {
    const { uid, gid, mode } = await stat(current);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & execute)) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}

/** Returns the environment of PostgreSQL's programs: no secrets, and no variables that affect their behaviour. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const needed = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP'];
  const passed = Object.entries(process.env).filter(([name]) => needed.includes(name));
  return { ...Object.fromEntries(passed), LC_ALL: 'C', TZ: 'UTC' };
}
