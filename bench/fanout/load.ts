// The load generator, a process of its own: the publisher and all listeners of the server whose turn it is.
import { INVOICES, type ListenedAccount } from './account.ts';
import { type Audience, openAudience } from './audience.ts';
import { openGatewayPublisher, openPeerPublisher } from './publishers.ts';
import { steadyMs } from './steady-clock.ts';

export interface Target {
  host: string;
  port: number;
  listeners: number;
  /** Whether events are made by mutation; otherwise they are handed over. */
  records: boolean;
  ownIds: boolean;
  account: ListenedAccount;
  databaseUrl: string;
}
export interface Moment {
  atMs: number;
  deliveries: number;
  /** Of this process. */
  cpuMs: number;
}
export interface Latencies {
  p50Ms: number;
  p99Ms: number;
}
export interface Call {
  call: keyof Calls;
  argument: never;
}
export type Reply = { value: unknown } | { error: string };

let audience: Audience | undefined;
let flooding: Promise<unknown> | undefined;
let goesOn = false;

const calls = {
  /** Resolves once all listeners hear what happens. */
  async open({ listeners, account, ownIds, records, databaseUrl, host, port }: Target): Promise<void> {
    const { tokens, accountId } = account;
    const publisher = records
      ? await openGatewayPublisher({ host, port }, { token: tokens[0]!, accountId, databaseUrl })
      : openPeerPublisher({ host, port });
    const door = (index: number) => ({ host, port, ownIds, token: tokens[index % tokens.length]! });
    audience = await openAudience(listeners, door, publisher);
  },

  /** Keeps so many events under way, the next one being published when everyone has heard of one. */
  async flood(outstanding: number): Promise<void> {
    goesOn = true;
    const publishOn = async (invoice: number) => {
      while (goesOn) await audience!.publish(invoice);
    };
    const invoices = Array.from({ length: Math.min(outstanding, INVOICES) }, (_, invoice) => invoice);
    flooding = Promise.all(invoices.map(publishOn));
    flooding.catch(() => {});
  },

  /** What has been delivered so far. */
  async look(): Promise<Moment> {
    const { user, system } = process.cpuUsage();
    return { atMs: steadyMs(), deliveries: audience!.deliveries(), cpuMs: (user + system) / 1_000 };
  },

  /** From here on events count for the latencies. */
  async mark(): Promise<void> {
    audience!.mark();
  },

  /** Ends the flood. */
  async rest(): Promise<Latencies> {
    goesOn = false;
    await flooding;
    return percentiles(await audience!.latenciesMs());
  },

  /** Publishes one event at a time, at a pace that leaves the server idle in between. */
  async trickle({ ms, perSecond }: { ms: number; perSecond: number }): Promise<Latencies> {
    audience!.mark();
    const endsAtMs = steadyMs() + ms;
    let nextAtMs = steadyMs();
    for (let sent = 0; steadyMs() < endsAtMs; sent++) {
      await audience!.publish(sent % INVOICES);
      nextAtMs = Math.max(nextAtMs + 1_000 / perSecond, steadyMs());
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAtMs - steadyMs())));
    }
    return percentiles(await audience!.latenciesMs());
  },

  /** @throws when a listener has not heard each event once, or the first has been told anything wrong */
  async close(): Promise<void> {
    audience!.expectAllHeard();
    await audience!.close();
    audience = undefined;
  },
};

export type Calls = typeof calls;

process.on('message', async ({ call, argument }: Call) => {
  try {
    reply({ value: await calls[call](argument) });
  } catch (error) {
    reply({ error: `${(error as Error).message}` });
  }
});
process.on('disconnect', () => process.exit());

function reply(message: Reply): void {
  process.send?.(message);
}

function percentiles(values: Float64Array): Latencies {
  values.sort();
  const at = (part: number) => values[Math.min(values.length - 1, Math.floor(part * values.length))]!;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
