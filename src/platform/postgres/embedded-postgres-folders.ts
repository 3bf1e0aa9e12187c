import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Holds files for PostgreSQL's user if that user has no access to root's folders. */
export const systemFolder = '/var/lib/billing-gateway';

/** Creates a folder below the system folder that every user can traverse, whatever the umask is. */
export async function makeSystemFolder(...names: string[]): Promise<string> {
  let folder = systemFolder;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  for (const name of names) {
    folder = join(folder, name);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
  return folder;
}

/**
 * Fills a temporary sibling and renames it into place, so that the folder is complete or absent. Of several
 * concurrent calls the first wins, and the others' folders are removed.
 */
export async function createAtomically(folder: string, fill: (unfinished: string) => Promise<void>) {
  const unfinished = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await fill(unfinished);
    await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
      // Windows reports EPERM if the folder exists.
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code ?? '')) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes the temporary folders of processes that were killed inside `createAtomically`. */
export async function clearUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /\.(\d+)-[0-9a-f]{8}\.new$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) {
      // Its initdb may still be writing for a moment.
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** Whether any process has the id, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @throws if access fails: mistaking an inaccessible folder for an absent one would start a second database. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
