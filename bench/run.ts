// One run: seed, then for each scenario start its servers, let them take turns, and stop them.
import { mkdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureFanout, NODE_OPTIONS } from './fanout/measure-fanout.ts';
import { measureList } from './measure-list.ts';
import { type SeededDatabase, startSeededDatabase } from './seed.ts';
import { type Running, type ScenarioName, startServer } from './servers.ts';

export interface Options {
  /** For each scenario its servers, in the table's order. */
  scenarios: Map<ScenarioName, string[]>;
  /** Each scenario has a number of its own when there is none. */
  rounds: number | undefined;
  seconds: number;
  connections: number;
  listeners: number;
  outstanding: number;
  profile: boolean;
  json: boolean;
}

/** What a scenario needs to know. */
export interface Context {
  options: Options;
  database: SeededDatabase;
  say(text: string): void;
}

export interface Result {
  ratios: Record<string, number>;
  table: string;
  /** How far it can be trusted. */
  noise: string;
  conditions: string;
}

const MEASURES = {
  list: { measure: measureList, nodeOptions: [] },
  fanout: { measure: measureFanout, nodeOptions: NODE_OPTIONS },
};
const DATA = fileURLToPath(new URL('.data/', import.meta.url));

export async function run(options: Options, say: (text: string) => void): Promise<string> {
  const database = await startSeededDatabase(DATA, say);
  try {
    const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, PostgreSQL ${database.version}`;
    const texts: string[] = [];
    const found: Partial<Record<ScenarioName, Record<string, number>>> = {};
    for (const [scenario, names] of options.scenarios) {
      const { ratios, table, noise, conditions } = await runScenario(scenario, names, {
        options,
        database,
        say,
      });
      found[scenario] = ratios;
      texts.push(`### ${scenario}\n\n${table}\n\n${noise}\n${conditions}; ${machine}.\n`);
    }
    return texts.join('\n') + (options.json ? `${JSON.stringify(found)}\n` : '');
  } finally {
    await database.stop();
  }
}

async function runScenario(scenario: ScenarioName, names: string[], context: Context): Promise<Result> {
  const { options, database, say } = context;
  const { measure, nodeOptions } = MEASURES[scenario];
  const profileDir = options.profile ? join(DATA, 'profiles') : undefined;
  if (profileDir) await mkdir(profileDir, { recursive: true });
  const servers: Running[] = [];
  try {
    for (const name of names) {
      say(`starting ${name}`);
      servers.push(await startServer(scenario, name, { databaseUrl: database.url, profileDir, nodeOptions }));
    }
    return await measure(servers, context);
  } finally {
    for (const server of servers.reverse()) await server.stop();
  }
}
