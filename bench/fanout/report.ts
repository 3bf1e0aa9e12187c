import { middle, type Sample, type Samples, speed, spread, table } from '../report.ts';
import { label } from '../servers.ts';
import type { Latencies } from './load.ts';

/** One server's turn. */
export interface FanoutSample extends Sample {
  deliveries: number;
  /** From commit to receipt, while events come one by one. */
  calm: Latencies;
  /** The same under load, where messages wait for those before them. */
  busy: Latencies;
  /** How much of one core the load generator took. */
  loadPart: number;
  residentMb: number | undefined;
}

export function fanoutTable(samples: Samples<FanoutSample>, kbPerListener: Map<string, number>): string {
  const of =
    (pick: (one: FanoutSample) => number | undefined, decimals: number) => (rounds: FanoutSample[]) =>
      middle(rounds.map(pick), decimals);
  return table(samples, [
    { head: '', show: (_, name) => label('fanout', name) },
    ...speed('deliveries/s', samples),
    { head: 'p50 ms', show: of(({ calm }) => calm.p50Ms, 1) },
    { head: 'p99 ms', show: of(({ calm }) => calm.p99Ms, 1) },
    { head: 'p50 ms busy', show: of(({ busy }) => busy.p50Ms, 0) },
    { head: 'p99 ms busy', show: of(({ busy }) => busy.p99Ms, 0) },
    { head: 'kB a listener', show: (_, name) => middle([kbPerListener.get(name)], 1) },
    { head: 'CPU ms/1,000 Node', show: of((one) => perThousand(one, one.nodeMs), 1) },
    { head: '… PostgreSQL', show: of((one) => perThousand(one, one.postgresMs), 1) },
    { head: '… load', show: of(({ loadMsEach }) => loadMsEach * 1_000, 1) },
    { head: 'load % of a core', show: of(({ loadPart }) => loadPart * 100, 0) },
    { head: 'memory MB', show: (rounds) => middle([rounds.at(-1)?.residentMb], 0) },
    ...spread<FanoutSample>(),
  ]);
}

const perThousand = ({ deliveries }: FanoutSample, ms: number | undefined) =>
  ms === undefined ? undefined : (ms / deliveries) * 1_000;
