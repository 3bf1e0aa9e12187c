import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** For what another user must reach when root's own folders are closed to it. */
export const systemFolder = '/var/lib/billing-gateway';

/** Makes a folder below the system folder that every user may go through, whatever the umask is. */
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
 * Fills a temporary sibling and renames it into place, so that the folder is there whole or not at all.
 * Of several at once the first wins, and the others' work is thrown away.
 */
export async function placeWhole(folder: string, fill: (unfinished: string) => Promise<void>) {
  const unfinished = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await fill(unfinished);
    await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
      // Windows says EPERM where the others say that the folder exists.
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code ?? '')) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes what a process that was killed inside `placeWhole` has left behind. */
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

/** @throws when it cannot be known: to take a closed folder for an absent one would start a second database. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
