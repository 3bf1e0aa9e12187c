// What processes have cost so far, as Linux tells it in /proc; other systems do not tell.
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that a process has taken, all its threads together. */
export function cpuMsOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadMs(pid, thread), 0);
  } catch {
    return undefined;
  }
}

/** The same of a server's processes: PostgreSQL's backends and helpers. */
export function cpuMsOfTree(parentPid: number): number | undefined {
  if (!parentPid) return undefined;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === parentPid);
  return [parentPid, ...children.map(Number)].reduce((sum, pid) => sum + (cpuMsOf(pid) ?? 0), 0);
}

export function residentMbOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** Milliseconds of CPU that the machine has had, and how many of them anybody took. */
export function machineMs(): { busy: number; all: number } | undefined {
  try {
    const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/ +/);
    // user nice system idle iowait irq softirq steal, in hundredths of a second
    const ms = ticks.slice(0, 8).map((tick) => Number(tick) * 10);
    const all = ms.reduce((sum, one) => sum + one, 0);
    return { busy: all - ms[3]! - ms[4]!, all };
  } catch {
    return undefined;
  }
}

// The scheduler's own nanoseconds; the ticks of `stat` are hundredths of a second.
function threadMs(pid: number, thread: string): number {
  return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
  } catch {
    return undefined;
  }
}
