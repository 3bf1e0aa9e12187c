// The load generator, a process of its own. It speaks just enough HTTP over bare sockets to be cheap:
// what it costs is taken from the same two cores that are measured. Each connection sends its next
// request when the answer to the last one is there.
import { connect, type Socket } from 'node:net';

/** A request, and how many bytes its answer has; an answer of another length is an error. */
export interface Exchange {
  body: string;
  token: string;
  answerBytes: number;
}
export interface Target {
  name: string;
  host: string;
  port: number;
  connections: number;
  exchanges: Exchange[];
}
export interface Window {
  target: string;
  ms: number;
}
export interface Measured {
  requests: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the load generator itself. */
  cpuMs: number;
}
export type Order = { target: Target } | { window: Window };
export type Reply = { done: true } | { measured: Measured } | { error: string };

const PATIENCE_MS = 30_000;

interface Line {
  socket: Socket;
  sentAt: number;
  exchange: Exchange;
  answer: Answer;
}
interface Prepared {
  request: Buffer;
  exchange: Exchange;
}

const targets = new Map<string, { target: Target; prepared: Prepared[]; next: number }>();

process.on('message', async (order: Order) => {
  try {
    if ('target' in order) {
      const { target } = order;
      targets.set(target.name, {
        target,
        prepared: target.exchanges.map((one) => prepare(target, one)),
        next: 0,
      });
      reply({ done: true });
    } else {
      reply({ measured: await run(order.window) });
    }
  } catch (error) {
    reply({ error: `${error}` });
  }
});
process.on('disconnect', () => process.exit());

function reply(message: Reply): void {
  process.send?.(message);
}

function prepare({ host, port }: Target, exchange: Exchange): Prepared {
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: ${host}:${port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    `Authorization: Bearer ${exchange.token}`,
    `Content-Length: ${Buffer.byteLength(exchange.body)}`,
  ];
  return { request: Buffer.from(`${head.join('\r\n')}\r\n\r\n${exchange.body}`), exchange };
}

/** Keeps every connection busy for so long, then waits for what is under way, which counts too. */
function run({ target: name, ms }: Window): Promise<Measured> {
  const known = targets.get(name)!;
  const { target, prepared } = known;
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + ms;

  return new Promise((resolve, reject) => {
    const lines: Line[] = [];
    let busy = target.connections;

    const fail = (why: string) => {
      clearTimeout(patience);
      for (const { socket } of lines) socket.destroy();
      reject(new Error(`${name}: ${why}`));
    };
    const send = (line: Line) => {
      const { request, exchange } = prepared[known.next++ % prepared.length]!;
      line.exchange = exchange;
      line.sentAt = performance.now();
      line.socket.write(request);
    };
    const patience = setTimeout(() => fail('does not answer any more'), ms + PATIENCE_MS);
    const finish = () => {
      clearTimeout(patience);
      const seconds = (performance.now() - startedAt) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      const [p50Ms, p99Ms] = percentiles(latencies, [0.5, 0.99]);
      resolve({
        requests: latencies.length,
        seconds,
        p50Ms: p50Ms!,
        p99Ms: p99Ms!,
        cpuMs: (user + system) / 1000,
      });
    };
    const receive = (line: Line, size: number, buffer: Uint8Array) => {
      const { answer, exchange } = line;
      if (!answer.take(Buffer.from(buffer.buffer, buffer.byteOffset, size))) return;
      if (answer.status !== 200) return fail(`answered ${answer.status}`);
      if (!answer.isOfLength(exchange.answerBytes)) {
        return fail(`answered ${answer.bytes} bytes instead of ${exchange.answerBytes}`);
      }
      const now = performance.now();
      latencies.push(now - line.sentAt);
      answer.reset();
      if (now < endsAt) return send(line);
      line.socket.destroy();
      if (--busy === 0) finish();
    };

    for (let index = 0; index < target.connections; index++) {
      const onread = {
        buffer: Buffer.allocUnsafe(128 * 1024),
        callback(size: number, buffer: Uint8Array) {
          receive(line, size, buffer);
          return true;
        },
      };
      const socket = connect({ host: target.host, port: target.port, noDelay: true, onread });
      const line: Line = { socket, sentAt: 0, exchange: prepared[0]!.exchange, answer: new Answer() };
      lines.push(line);
      socket.on('connect', () => send(line));
      socket.on('error', (error) => fail(error.message));
      socket.on('end', () => fail('closed a connection'));
    }
  });
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** Takes in one answer as it comes: its status, and the length of its body. */
class Answer {
  status = 0;
  bytes = 0;
  #head: Buffer | null = null;
  #expected = 0;
  #chunked = false;
  #tail: Buffer = Buffer.alloc(0);

  reset(): void {
    this.bytes = 0;
    this.#head = null;
    this.#tail = Buffer.alloc(0);
    this.#expected = 0;
    this.#chunked = false;
    this.status = 0;
  }

  /** @returns whether the answer is complete */
  take(data: Buffer): boolean {
    if (this.status === 0) {
      const all = this.#head ? Buffer.concat([this.#head, data]) : data;
      const end = all.indexOf(HEAD_END);
      if (end < 0) {
        this.#head = Buffer.from(all);
        return false;
      }
      this.#readHead(all.toString('latin1', 0, end));
      data = all.subarray(end + HEAD_END.length);
    }
    this.bytes += data.length;
    if (!this.#chunked) return this.bytes >= this.#expected;
    // Only the end of a chunked body matters: JSON never holds a bare line break of two characters.
    const end = -LAST_CHUNK.length;
    this.#tail = Buffer.concat([this.#tail, data.subarray(end)]).subarray(end);
    return this.#tail.equals(LAST_CHUNK);
  }

  /** A body in chunks is a little longer, by the chunks' own lengths. */
  isOfLength(bytes: number): boolean {
    return this.#chunked ? this.bytes > bytes && this.bytes < bytes + 1000 : this.bytes === bytes;
  }

  #readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head);
    this.#expected = Number(length?.[1] ?? 0);
    this.#chunked = !length;
  }
}

function percentiles(values: number[], parts: number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return parts.map(
    (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN,
  );
}
