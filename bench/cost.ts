// What processes have cost so far, as Linux tells it in /proc; other systems do not tell.
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that a process has taken, all its threads together. */
function cpuMsOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadMs(pid, thread), 0);
  } catch {
    return undefined;
  }
}

/** The same of each of a server's processes: PostgreSQL's backends and helpers. */
function cpuMsOfTree(parentPid: number): Map<number, number> | undefined {
  if (!parentPid) return undefined;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === parentPid);
  return new Map([parentPid, ...children.map(Number)].map((pid) => [pid, cpuMsOf(pid) ?? 0]));
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
function machineMs(): { busy: number; all: number } | undefined {
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

/** What server, PostgreSQL and machine have taken so far. */
export interface Spent {
  node: number | undefined;
  postgres: Map<number, number> | undefined;
  machine: { busy: number; all: number } | undefined;
}
export interface Cost {
  nodeMs: number | undefined;
  postgresMs: number | undefined;
  /** How much of the machine was taken by what has no part in it; NaN where that is not known. */
  othersPart: number;
}

export function spentSoFar(pid: number, postmasterPid: number): Spent {
  return { node: cpuMsOf(pid), postgres: cpuMsOfTree(postmasterPid), machine: machineMs() };
}

/** @param loadMs what the load generator has taken in between */
export function costBetween(before: Spent, after: Spent, loadMs: number): Cost {
  const nodeMs = difference(before.node, after.node);
  const postgresMs = growth(before.postgres, after.postgres);
  const busyMs = difference(before.machine?.busy, after.machine?.busy) ?? Number.NaN;
  const allMs = difference(before.machine?.all, after.machine?.all) ?? Number.NaN;
  const oursMs = (nodeMs ?? 0) + (postgresMs ?? 0) + loadMs;
  return { nodeMs, postgresMs, othersPart: (busyMs - oursMs) / allMs };
}

function difference(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

/** Of the processes that are there at the end: one that has ended takes what it has taken with it. */
function growth(from: Spent['postgres'], to: Spent['postgres']): number | undefined {
  return to && [...to].reduce((sum, [pid, ms]) => sum + ms - (from?.get(pid) ?? 0), 0);
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
