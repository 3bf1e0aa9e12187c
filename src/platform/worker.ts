import type { Logger } from './log.ts';

/** Work that waits in the database until it is due; each node does what no other has taken up. */
export interface Task {
  name: string;
  /** Does some of what is due. @returns whether there may be more at once */
  run(): Promise<boolean>;
}

/** Does what is due: soon after it is told, and looks by itself each second. */
export interface Worker {
  /** There is something to do now. */
  wake(): void;
  /** Each task on its own, so that none waits for another. */
  start(tasks: readonly Task[]): void;
  /** Lets what is being done finish, and takes up nothing more. */
  stop(): Promise<void>;
}

const POLL_MS = 1_000;
/** After a fault: the database is gone, say. */
const PAUSE_MS = 5_000;

export function createWorker(log: Logger): Worker {
  const sleepers = new Set<() => void>();
  const loops: Promise<void>[] = [];
  let isStopped = false;

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
    });
  }

  async function repeat(task: Task): Promise<void> {
    while (!isStopped) {
      try {
        if (!(await task.run())) await rest(POLL_MS);
      } catch (error) {
        log.error({ error, task: task.name }, 'A task failed; it is tried again.');
        await rest(PAUSE_MS);
      }
    }
  }

  const wake = () => {
    for (const sleeper of [...sleepers]) sleeper();
  };

  return {
    wake,
    start(tasks) {
      loops.push(...tasks.map(repeat));
    },
    async stop() {
      isStopped = true;
      wake();
      await Promise.all(loops);
    },
  };
}
