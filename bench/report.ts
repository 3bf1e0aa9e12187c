import type { Measured } from './load.ts';
import { GATEWAY, PEERS } from './servers.ts';

/** One server's measuring window. */
export interface Sample extends Measured {
  nodeMs: number | undefined;
  postgresMs: number | undefined;
  /** How much of the machine was taken by what has no part in it; NaN where that is not known. */
  othersPart: number;
  residentMb: number | undefined;
}
/** Each server's samples, one a round, in the order of the rounds. */
export type Samples = Map<string, Sample[]>;

/** This gateway's requests a second over each peer's, the median of the rounds' own ratios. */
export function ratios(samples: Samples): Record<string, number> {
  const own = samples.get(GATEWAY);
  if (!own) return {};
  const peers = [...samples].filter(([name]) => name !== GATEWAY);
  return Object.fromEntries(peers.map(([name, theirs]) => [name, round(median(quotients(own, theirs)), 3)]));
}

export function table(samples: Samples): string {
  const columns = [
    '',
    'req/s',
    'gateway is',
    'p50 ms',
    'p99 ms',
    'CPU ms/req Node',
    '… PostgreSQL',
    'memory MB',
    '±',
    'worst/best',
  ];
  const over = ratios(samples);
  const rows = [...samples].map(([name, rounds]) => {
    const perSecond = rounds.map(requestsPerSecond);
    return [
      name === GATEWAY ? '**this gateway**' : PEERS[name]!,
      Math.round(median(perSecond)).toLocaleString('en'),
      over[name] === undefined ? '' : `× ${over[name].toFixed(2)}`,
      shown(
        rounds.map((one) => one.p50Ms),
        1,
      ),
      shown(
        rounds.map((one) => one.p99Ms),
        1,
      ),
      shown(
        rounds.map((one) => perRequest(one, one.nodeMs)),
        2,
      ),
      shown(
        rounds.map((one) => perRequest(one, one.postgresMs)),
        2,
      ),
      shown(
        rounds.slice(-1).map((one) => one.residentMb),
        0,
      ),
      `${(deviation(perSecond) * 100).toFixed(1)} %`,
      (Math.min(...perSecond) / Math.max(...perSecond)).toFixed(2),
    ];
  });
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:'));
  return [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

// The system's own work for the sockets and the disk is not told apart from other programs'.
const QUIET = 0.1;

/** Whether other programs had a part in the turn. */
export function isDisturbed({ othersPart }: Sample): boolean {
  return othersPart > QUIET;
}

/** How far the run can be trusted, in sentences. */
export function noise(samples: Samples): string {
  const all = [...samples.values()].flat();
  const lines: string[] = [];
  const own = samples.get(GATEWAY);
  if (own && samples.size > 1) {
    const peers = [...samples].filter(([name]) => name !== GATEWAY);
    const spreads = peers.map(
      ([name, theirs]) => `${name} ${(deviation(quotients(own, theirs)) * 100).toFixed(1)} %`,
    );
    lines.push(`The rounds' ratios deviate from their median by (median): ${spreads.join(', ')}.`);
  }
  const loadMs = median(all.map((one) => perRequest(one, one.cpuMs)!));
  lines.push(`The load generator took ${loadMs.toFixed(3)} ms of CPU a request.`);
  const disturbed = all.filter(isDisturbed).length;
  if (disturbed > 0) {
    const share = `${disturbed} of the ${all.length} turns`;
    lines.push(`Other programs took more than a tenth of the machine in ${share}.`);
    if (disturbed > all.length / 10) lines.push('**That is not a run to quote.**');
  }
  return lines.join('\n');
}

const requestsPerSecond = ({ requests, seconds }: Measured) => requests / seconds;
const quotients = (own: Sample[], theirs: Sample[]) =>
  own.map((one, index) => requestsPerSecond(one) / requestsPerSecond(theirs[index]!));
const perRequest = ({ requests }: Measured, ms: number | undefined) =>
  ms === undefined ? undefined : ms / requests;

function shown(values: (number | undefined)[], decimals: number): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '–' : median(known).toFixed(decimals);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The median deviation from the median, as a part of it. */
function deviation(values: number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle))) / middle;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
