import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, constants, link, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Binaries, findBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { clearUnfinished, createAtomically, exists, makeSystemFolder } from './embedded-postgres-folders.ts';
import { canAccess, type ServerUser, serverEnvironment, serverUser } from './embedded-postgres-user.ts';

/** A database cluster on disk, with the programs and user that serve it. */
export type Cluster = {
  /** The folder of the whole cluster; removing it removes the data. */
  location: string;
  /** PostgreSQL's own data directory. */
  pgData: string;
  logFile: string;
  password: string;
  binaries: Binaries;
  user: ServerUser | undefined;
};

/** The only role, which owns everything. */
export const superuser = 'billing';

const run = promisify(execFile);

/**
 * Opens the cluster of a data directory, and creates it at the first call.
 *
 * It is in `<dataDir>/postgresql`, unless PostgreSQL runs as another user without access to that folder. Then it is
 * in a system folder under a random name, and `<dataDir>/postgresql.location` contains its path. So a new data
 * directory never finds an old one's data, even under the same path.
 */
export async function openCluster(options: { dataDir: string; durable: boolean }): Promise<Cluster> {
  const dataDir = await writableFolder(options.dataDir);
  await clearUnfinished(dataDir);
  const existing = await findCluster(dataDir);
  const user = await serverUser(existing);
  const binaries = await findBinaries(user);
  const location = existing ?? (await createCluster({ dataDir, binaries, user, durable: options.durable }));
  return {
    location,
    pgData: join(location, 'cluster'),
    logFile: join(location, 'server.log'),
    password: await readPassword(location),
    binaries,
    user,
  };
}

async function writableFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The data directory ${path} is not writable (${(cause as Error).message}): ` +
        'change its permissions, or set DATA_DIR to another directory.',
      { cause },
    );
  }
}

async function findCluster(dataDir: string): Promise<string | undefined> {
  const here = join(dataDir, 'postgresql');
  if (await exists(here)) return here;
  const pointer = pointerFile(dataDir);
  if (!(await exists(pointer))) return undefined;
  const elsewhere = (await readFile(pointer, 'utf8')).trim();
  if (await exists(elsewhere)) return elsewhere;
  throw new EmbeddedPostgresError(
    `The data of ${dataDir} was in ${elsewhere}, which is gone: ` +
      `restore it, or delete ${pointer} to start with an empty database.`,
  );
}

type NewCluster = { dataDir: string; binaries: Binaries; user: ServerUser | undefined; durable: boolean };

async function createCluster(options: NewCluster): Promise<string> {
  const { dataDir, user } = options;
  if (await canAccess(dataDir, user)) {
    const location = join(dataDir, 'postgresql');
    await createAtomically(location, (unfinished) => initialize(unfinished, options));
    return location;
  }
  const parent = await makeSystemFolder('clusters');
  await clearUnfinished(parent);
  const location = join(parent, randomBytes(8).toString('hex'));
  await createAtomically(location, (unfinished) => initialize(unfinished, options));
  return pointTo(location, dataDir);
}

/** Publishes the location. If another process was first, uses that one's and removes ours. */
async function pointTo(location: string, dataDir: string): Promise<string> {
  const pointer = pointerFile(dataDir);
  const draft = `${pointer}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  await writeFile(draft, `${location}\n`, { flush: true });
  try {
    await link(draft, pointer);
    return location;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(location, { recursive: true });
    return (await readFile(pointer, 'utf8')).trim();
  } finally {
    await rm(draft);
  }
}

async function initialize(folder: string, { binaries, user, durable }: NewCluster): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  const initdb = (...locale: string[]) =>
    run(
      binaries.initdb,
      [
        ...['--pgdata', join(folder, 'cluster'), '--username', superuser],
        ...['--auth', 'scram-sha-256', '--pwfile', passwordFile],
        ...['--encoding', 'UTF8', '--locale', 'C', ...locale],
        ...(durable ? [] : ['--no-sync']),
      ],
      { cwd: folder, env: serverEnvironment(), ...user },
    );
  try {
    if (user) {
      await chown(passwordFile, user.uid, user.gid);
      await chown(folder, user.uid, user.gid);
    }
    // The root locale sorts names naturally, and identically on every machine. To classify letters, which the search's
    // trigrams depend on, PostgreSQL still uses the system's locale, which may lack C.UTF-8.
    const icu = ['--locale-provider=icu', '--icu-locale=und'];
    await initdb(...icu, '--lc-ctype=C.UTF-8')
      .catch(retryIf(/invalid locale name/, () => initdb(...icu)))
      .catch(
        retryIf(/ICU is not supported/, () =>
          initdb('--locale-provider=builtin', '--builtin-locale=C.UTF-8'),
        ),
      );
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    throw new EmbeddedPostgresError(
      `PostgreSQL's initdb failed; DATABASE_URL can name another PostgreSQL instead. Its output: ${stderr?.trim() || message}`,
      { cause },
    );
  }
}

/** Retries with `attempt` if the error output matches; rethrows any other error. */
function retryIf<Result>(pattern: RegExp, attempt: () => Promise<Result>) {
  return (error: { stderr?: string }): Promise<Result> => {
    if (!pattern.test(error.stderr ?? '')) throw error;
    return attempt();
  };
}

async function readPassword(location: string): Promise<string> {
  try {
    return await readFile(join(location, 'password'), 'utf8');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The database in ${location} cannot be opened (${(cause as Error).message}): ` +
        'start the gateway as the user who created it.',
      { cause },
    );
  }
}

function pointerFile(dataDir: string): string {
  return join(dataDir, 'postgresql.location');
}
