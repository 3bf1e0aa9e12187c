import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Generates identifiers and secrets. */
export interface IdGenerator {
  /** Returns a UUID version 7 (RFC 9562), which starts with the time, so that new rows are adjacent in an index. */
  uuid(): string;
  /** Returns an unguessable key of 120 bits for public links. */
  hashKey(): string;
  /** Returns an API key's secret of 192 bits. */
  token(): string;
}

export function createIdGenerator(clock: Clock, random: (size: number) => Buffer = randomBytes): IdGenerator {
  return {
    uuid: () => uuidV7(clock.now().getTime(), random(10)),
    hashKey: () => random(15).toString('base64url'),
    token: () => `sk_live_${random(24).toString('base64url')}`,
  };
}

/** Hashes a token for storage. A plain hash is enough, as the token is long and random. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest() as Buffer<ArrayBuffer>;
}

// Ids of the same millisecond keep their order: the 12 bits after the time are a counter, which starts at a random
// value in each millisecond.
let lastMs = 0;
let counter = 0;

function uuidV7(nowMs: number, entropy: Buffer): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = entropy.readUInt16BE(0) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const count = (0x7000 | counter).toString(16);
  const variant = (0x8000 | (entropy.readUInt16BE(2) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${variant}-${entropy.toString('hex', 4, 10)}`;
}
