import type { Measured } from './load.ts';
import { middle, type Sample, type Samples, speed, spread, table } from './report.ts';
import { label } from './servers.ts';

/** One server's window under load. */
export interface ListSample extends Sample, Measured {
  residentMb: number | undefined;
}

export function listTable(samples: Samples<ListSample>): string {
  return table(samples, [
    { head: '', show: (_, name) => label('list', name) },
    ...speed('req/s', samples),
    {
      head: 'p50 ms',
      show: (rounds) =>
        middle(
          rounds.map(({ p50Ms }) => p50Ms),
          1,
        ),
    },
    {
      head: 'p99 ms',
      show: (rounds) =>
        middle(
          rounds.map(({ p99Ms }) => p99Ms),
          1,
        ),
    },
    {
      head: 'CPU ms/req Node',
      show: (rounds) =>
        middle(
          rounds.map((one) => each(one, one.nodeMs)),
          2,
        ),
    },
    {
      head: '… PostgreSQL',
      show: (rounds) =>
        middle(
          rounds.map((one) => each(one, one.postgresMs)),
          2,
        ),
    },
    { head: 'memory MB', show: (rounds) => middle([rounds.at(-1)?.residentMb], 0) },
    ...spread<ListSample>(),
  ]);
}

const each = ({ requests }: Measured, ms: number | undefined) =>
  ms === undefined ? undefined : ms / requests;
