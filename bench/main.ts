// `npm run bench`: reads the options, sees to it that the peers are installed, and runs.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GATEWAY, PEERS } from './servers.ts';

const USAGE = `npm run bench -- [options]
  --only NAMES       some of ${[GATEWAY, ...Object.keys(PEERS)].join(',')}
  --rounds N         turns that each server gets (14)
  --seconds N        length of a turn (2)
  --connections N    requests under way at a time (16)
  --cpu-prof         writes a profile of the gateway to bench/.data/profiles
  --json             ends with the ratios in one line of JSON
`;

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '14' },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string', default: '16' },
      'cpu-prof': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const known = [GATEWAY, ...Object.keys(PEERS)];
  const names = values.only ? values.only.split(',') : known;
  for (const name of names) if (!known.includes(name)) throw new Error(`There is no server "${name}".`);
  return {
    names: known.filter((name) => names.includes(name)),
    rounds: whole('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    connections: whole('connections', values.connections),
    profile: values['cpu-prof'],
    json: values.json,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} takes a number, not "${text}".`);
  return value;
}

function whole(name: string, text: string): number {
  const value = positive(name, text);
  if (!Number.isInteger(value)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return value;
}

/** The peers' packages are installed here, when they are missing or their lock file is newer. */
function installPeers(): void {
  const modified = (file: string) => {
    const stat = statSync(new URL(file, import.meta.url), { throwIfNoEntry: false });
    return stat?.mtimeMs ?? 0;
  };
  if (modified('node_modules/.package-lock.json') > modified('package-lock.json')) return;
  say('installing the peers …');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  // What npm says must not stand between the table and the JSON on stdout.
  const { status } = spawnSync(command!, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

function orUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    say(`${(error as Error).message}\n${USAGE}`);
    process.exit(1);
  }
}

const options = orUsage(readOptions);
installPeers();
const { run } = await import('./run.ts');
process.stdout.write(await run(options, say));
