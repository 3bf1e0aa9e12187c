import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Calls, Reply } from './load.ts';

export interface Load {
  ask<Name extends keyof Calls>(call: Name, ...argument: Parameters<Calls[Name]>): ReturnType<Calls[Name]>;
  stop(): void;
}

/** Starts the load generator. */
export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)));
  const ended = once(child, 'exit').then(() => [{ error: 'The load generator ended.' }]);
  const ask = async (call: string, argument: unknown): Promise<unknown> => {
    child.send({ call, argument });
    const [reply] = (await Promise.race([once(child, 'message'), ended])) as [Reply];
    if ('error' in reply) throw new Error(reply.error);
    return reply.value;
  };
  return { ask: ask as Load['ask'], stop: () => child.kill() };
}
