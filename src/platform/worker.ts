import type { Logger } from './log.ts';

/** A kind of job that waits in the database until it is due. Each node runs jobs that no other has claimed. */
export interface Task {
  name: string;
  /** Runs some of the due jobs. @returns whether more may be due already */
  run(): Promise<boolean>;
  /** Whether new events in an account's log, written on this node, mean work for the task. */
  followsLog?(accountId: string): boolean;
  /** Waits for jobs that are still running. @returns whether there were any */
  finish?(): Promise<boolean>;
}

/** Runs due jobs: as soon as it is woken, and otherwise by polling once a second. */
export interface Worker {
  /** Wakes one task, or all if none is given. */
  wake(taskName?: string): void;
  /** Wakes the tasks that follow an account's log. Called after the commit that appended events. */
  announce(accountId: string): void;
  /** Starts a loop for each task, so that none waits for another. */
  start(tasks: readonly Task[]): void;
  /** Finishes running jobs and starts no more. */
  stop(): Promise<void>;
}

const POLL_MS = 1_000;
/** The pause after a failure, such as a database that is unavailable. */
const RETRY_MS = 5_000;

interface Loop {
  task: Task;
  /** Set if the task is woken while it runs, perhaps too late to see the new work. */
  isWoken: boolean;
  endRest: (() => void) | null;
  ended: Promise<void>;
}

export function createWorker(log: Logger): Worker {
  const loops: Loop[] = [];
  let isStopped = false;

  function rest(loop: Loop, ms: number): Promise<void> {
    if (loop.isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      loop.endRest = () => {
        clearTimeout(timer);
        loop.endRest = null;
        resolve();
      };
      const timer = setTimeout(loop.endRest, ms);
    });
  }

  async function repeat(loop: Loop): Promise<void> {
    const { task } = loop;
    while (!isStopped) {
      loop.isWoken = false;
      try {
        if (!(await task.run())) await rest(loop, POLL_MS);
      } catch (error) {
        log.error({ error, task: task.name }, 'A task failed; retrying.');
        await rest(loop, RETRY_MS);
      }
    }
    await task.finish?.();
  }

  function wake(loop: Loop): void {
    loop.isWoken = true;
    loop.endRest?.();
  }

  return {
    wake(taskName) {
      for (const loop of loops) if (!taskName || loop.task.name === taskName) wake(loop);
    },
    announce(accountId) {
      for (const loop of loops) if (loop.task.followsLog?.(accountId)) wake(loop);
    },
    start(tasks) {
      for (const task of tasks) {
        const loop: Loop = { task, isWoken: false, endRest: null, ended: Promise.resolve() };
        loops.push(loop);
        loop.ended = repeat(loop);
      }
    },
    async stop() {
      isStopped = true;
      for (const loop of loops) wake(loop);
      await Promise.all(loops.map(({ ended }) => ended));
    },
  };
}
