// `npm run bench`: reads the options, sees to it that the peers are installed, and runs.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GATEWAY, PEERS, type ScenarioName } from './servers.ts';

const SCENARIOS = Object.keys(PEERS) as ScenarioName[];
const serversOf = (scenario: ScenarioName) => [GATEWAY, ...Object.keys(PEERS[scenario])];

const USAGE = `npm run bench -- [options]
  --scenario NAMES   some of ${SCENARIOS.join(',')}
  --only NAMES       some of the servers; where they are measured
${SCENARIOS.map((scenario) => `                       in ${scenario}: ${serversOf(scenario).join(',')}`).join('\n')}
  --rounds N         turns that each server gets (14 of list, 6 of fanout)
  --seconds N        length of a turn's window (2)
  --connections N    list: requests under way at a time (16)
  --listeners N      fanout: sockets that listen (2000)
  --outstanding N    fanout: events under way at a time, 16 at most (4)
  --cpu-prof         writes a profile of the gateway to bench/.data/profiles
  --json             ends with the ratios in one line of JSON
`;

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string', default: '16' },
      listeners: { type: 'string', default: '2000' },
      outstanding: { type: 'string', default: '4' },
      'cpu-prof': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    scenarios: chosen(values.scenario?.split(',') ?? SCENARIOS, values.only?.split(',')),
    rounds: values.rounds === undefined ? undefined : whole('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    connections: whole('connections', values.connections),
    listeners: whole('listeners', values.listeners),
    outstanding: whole('outstanding', values.outstanding),
    profile: values['cpu-prof'],
    json: values.json,
  };
}

/** The scenarios with their servers. One that has none of the servers that are wanted is left out. */
function chosen(scenarios: string[], only: string[] | undefined): Map<ScenarioName, string[]> {
  for (const name of scenarios) {
    if (!(SCENARIOS as string[]).includes(name)) throw new Error(`There is no scenario "${name}".`);
  }
  const wanted = SCENARIOS.filter((name) => scenarios.includes(name));
  const known = wanted.flatMap(serversOf);
  for (const name of only ?? []) if (!known.includes(name)) throw new Error(`There is no server "${name}".`);
  const servers = wanted.map(
    (name) => [name, serversOf(name).filter((server) => only?.includes(server) ?? true)] as const,
  );
  return new Map(servers.filter(([, names]) => names.length > 0));
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
