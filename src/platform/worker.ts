import type { Logger } from './log.ts';

/** Work that waits in the database until it is due; each node does what no other has taken up. */
export interface Task {
  name: string;
  /** Does some of what is due. @returns whether there may be more at once */
  run(): Promise<boolean>;
  /** Whether it is work for it that an account's log has grown here. */
  followsLog?(accountId: string): boolean;
  /** Waits for what it has begun and not waited for. @returns whether there was any */
  finish?(): Promise<boolean>;
}

/** Does what is due: soon after it is told, and looks by itself each second. */
export interface Worker {
  /** There is something to do now: for one task, or for whichever. */
  wake(taskName?: string): void;
  /** An account's log has grown here. Called after commit. */
  announce(accountId: string): void;
  /** Each task on its own, so that none waits for another. */
  start(tasks: readonly Task[]): void;
  /** Lets what is being done finish, and takes up nothing more. */
  stop(): Promise<void>;
}

const POLL_MS = 1_000;
/** After a fault: the database is gone, say. */
const PAUSE_MS = 5_000;

interface Loop {
  task: Task;
  /** Set where it was woken while it was at work: that may have come too late for it to see. */
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
        log.error({ error, task: task.name }, 'A task failed; it is tried again.');
        await rest(loop, PAUSE_MS);
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
