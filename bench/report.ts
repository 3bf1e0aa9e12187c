import type { Cost } from './cost.ts';
import { GATEWAY } from './servers.ts';

/** One server's measuring window. */
export interface Sample extends Cost {
  perSecond: number;
  /** Milliseconds of CPU of the load generator for one request, or for what else is counted. */
  loadMsEach: number;
}
/** Each server's samples, one a round, in the order of the rounds. */
export type Samples<One extends Sample = Sample> = Map<string, One[]>;

/** How often this gateway goes into each peer: the median of the rounds' own ratios. */
export function ratios(samples: Samples): Record<string, number> {
  const own = samples.get(GATEWAY);
  if (!own) return {};
  const peers = [...samples].filter(([name]) => name !== GATEWAY);
  return Object.fromEntries(
    peers.map(([name, theirs]) => [name, Number(median(quotients(own, theirs)).toFixed(3))]),
  );
}

/** A column of the table: its head, and what it shows of a server's samples. */
export interface Column<One extends Sample> {
  head: string;
  show(rounds: One[], name: string): string;
}

export function table<One extends Sample>(samples: Samples<One>, columns: Column<One>[]): string {
  const heads = columns.map(({ head }) => head);
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:'));
  const rows = [...samples].map(([name, rounds]) => columns.map(({ show }) => show(rounds, name)));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** How many a second, and how often the gateway goes into it. */
export function speed<One extends Sample>(head: string, samples: Samples<One>): Column<One>[] {
  const over = ratios(samples);
  return [
    { head, show: (rounds) => Math.round(median(rounds.map(perSecond))).toLocaleString('en') },
    {
      head: 'gateway is',
      show: (_, name) => (over[name] === undefined ? '' : `× ${over[name].toFixed(2)}`),
    },
  ];
}

/** How much the rounds differ. */
export function spread<One extends Sample>(): Column<One>[] {
  return [
    { head: '±', show: (rounds) => percent(deviation(rounds.map(perSecond))) },
    {
      head: 'worst/best',
      show: (rounds) => {
        const all = rounds.map(perSecond);
        return (Math.min(...all) / Math.max(...all)).toFixed(2);
      },
    },
  ];
}

/** The median of what is known. */
export function middle(values: (number | undefined)[], decimals: number): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '–' : median(known).toFixed(decimals);
}

// The system's own work for the sockets and the disk is not told apart from other programs'.
const QUIET = 0.1;

/** Whether other programs had a part in the turn. */
export function isDisturbed({ othersPart }: Sample): boolean {
  return othersPart > QUIET;
}

/**
 * How far the run can be trusted, in sentences.
 * @param each what is counted: "a request"
 */
export function noise(samples: Samples, each: string): string {
  const all = [...samples.values()].flat();
  const lines: string[] = [];
  const own = samples.get(GATEWAY);
  if (own && samples.size > 1) {
    const peers = [...samples].filter(([name]) => name !== GATEWAY);
    const spreads = peers.map(([name, theirs]) => `${name} ${percent(deviation(quotients(own, theirs)))}`);
    lines.push(`The rounds' ratios deviate from their median by (median): ${spreads.join(', ')}.`);
  }
  const loadMs = median(all.map(({ loadMsEach }) => loadMsEach));
  lines.push(`The load generator took ${loadMs.toFixed(3)} ms of CPU ${each}.`);
  const disturbed = all.filter(isDisturbed).length;
  if (disturbed > 0) {
    const share = `${disturbed} of the ${all.length} turns`;
    lines.push(`Other programs took more than a tenth of the machine in ${share}.`);
    if (disturbed > all.length / 10) lines.push('**That is not a run to quote.**');
  }
  return lines.join('\n');
}

const perSecond = (one: Sample) => one.perSecond;
const quotients = (own: Sample[], theirs: Sample[]) =>
  own.map((one, index) => one.perSecond / theirs[index]!.perSecond);
const percent = (part: number) => `${(part * 100).toFixed(1)} %`;

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
