import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** What Node's spawn takes to run a program as another user. */
export type ServerUser = { uid: number; gid: number };

/**
 * The user to run PostgreSQL as when we are root, which it refuses to be; undefined means as ourselves.
 *
 * An existing cluster is served by its owner, whoever that was chosen to be when it was made.
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

/** Whether the user may go through every folder on the way to the path, and into (or execute) it. */
export async function mayReach(path: string, user: ServerUser | undefined): Promise<boolean> {
  if (!user) return true;
  let place = await realpath(path);
  while (true) {
    const { uid, gid, mode } = await stat(place);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & execute)) return false;
    const parent = dirname(place);
    if (parent === place) return true;
    place = parent;
  }
}

/** What PostgreSQL's programs see of our environment: nothing secret, and nothing that changes their minds. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const needed = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP'];
  const kept = Object.entries(process.env).filter(([name]) => needed.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
