import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { clearUnfinished, createAtomically, exists, makeSystemFolder } from './embedded-postgres-folders.ts';
import { canAccess, type ServerUser } from './embedded-postgres-user.ts';

/** Paths of PostgreSQL's programs. */
export type Binaries = { initdb: string; postgres: string };

const run = promisify(execFile);

/**
 * Returns the programs of the installed platform package, or a copy that the server's user can access.
 * @throws EmbeddedPostgresError if no package for this machine is installed.
 */
export async function findBinaries(user: ServerUser | undefined): Promise<Binaries> {
  const installed = await installedBinaries();
  if (await canAccess(installed.postgres, user)) return installed;

  const native = dirname(dirname(installed.postgres));
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const parent = await makeSystemFolder();
  await clearUnfinished(parent);
  const copy = join(parent, `postgresql-${version}`);
  if (!(await exists(copy))) await createAtomically(copy, (unfinished) => copyReadable(native, unfinished));
  const inCopy = (program: string) => join(copy, 'bin', basename(program));
  return {
    initdb: inCopy(installed.initdb),
    postgres: inCopy(installed.postgres),
  };
}

async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(name)) as Binaries;
    // The other user may have no access to a symbolic link on the path, but to its target.
    return { initdb: await realpath(initdb), postgres: await realpath(postgres) };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no PostgreSQL for this machine (the optional package ${name} is not installed): ` +
        'set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** Copies a folder so that every user can read it, which the umask at install time may have prevented. */
async function copyReadable(from: string, to: string): Promise<void> {
  // Runs only as root, so never on Windows. These are several times as fast as Node's own copying.
  await run('cp', ['-RP', `${from}/.`, to]);
  await run('chmod', ['-R', 'a+rX', to]);
}
