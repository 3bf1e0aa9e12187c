import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A process of the gateway's own, as an operator starts it. */
export interface GatewayProcess {
  child: ChildProcess;
  url: string;
  /** Null where none was printed. */
  demoKey: string | null;
  /** The line that it says to try; null where none was printed. */
  curl: string | null;
  ended: Promise<Ended>;
}

const children = new Set<ChildProcess>();

/** Kills what tests have left running. */
export function killProcesses(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** Runs a script of src/ with nothing in its environment but what is given, to its end. */
export function runScript(script: string, args: string[], env: Record<string, string>): Promise<Ended> {
  return spawnScript(script, args, env).ended;
}

/** Starts the server, and waits until it has said where it is and, if it has a demo account, how to try it. */
export async function startProcess(
  env: Record<string, string>,
  { hasDemo = true } = {},
): Promise<GatewayProcess> {
  const lastLine = hasDemo ? /^ +curl .*\n/m : /^Billing gateway: .*\n/;
  const { child, ended } = spawnScript('main.ts', [], env);
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      printed += text;
      if (lastLine.test(printed)) resolve();
    });
  });
  const failed = ended.then(({ code, stderr }) => {
    throw new Error(`The server ended with ${code}: ${stderr}`);
  });
  // Once it is ready, its end is no failure.
  failed.catch(() => {});
  await Promise.race([ready, failed]);
  const find = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? null;
  return {
    child,
    url: find(/^Billing gateway: (\S+)/)!,
    demoKey: find(/^Demo API key: +(\S+)$/m),
    curl: find(/^ +(curl .*)$/m),
    ended,
  };
}

function spawnScript(script: string, args: string[], env: Record<string, string>) {
  const path = fileURLToPath(new URL(`../../src/${script}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text;
    });
  }
  const ended = once(child, 'close').then(([code]): Ended => {
    children.delete(child);
    return { code, ...output };
  });
  return { child, ended };
}

/** A port that nobody listens on. */
export async function findFreePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return String(port);
}
