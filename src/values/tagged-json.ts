import { Prisma } from '../generated/prisma/client.ts';

// Converts rows to JSON and back without loss: plain JSON has no bigint, Date or Decimal, and drops undefined. Every
// array is tagged, `["a", …]` for a list, so that no text of a caller can be mistaken for a tag.

/** @throws for values that would not be restored, such as instances of other classes and functions */
export function toTaggedJson(value: unknown): string {
  return JSON.stringify(tag(value));
}

export function fromTaggedJson(json: string): unknown {
  return untag(JSON.parse(json));
}

function tag(value: unknown): unknown {
  if (value === undefined) return ['u'];
  if (typeof value === 'bigint') return ['n', value.toString()];
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Date) return ['d', value.toISOString()];
  if (Prisma.Decimal.isDecimal(value)) return ['m', value.toString()];
  if (value instanceof Uint8Array) return ['b', Buffer.from(value).toString('base64')];
  if (Array.isArray(value)) return ['a', ...value.map(tag)];
  if (!isPlain(value))
    throw new TypeError(`This cannot be stored as JSON: ${Object.prototype.toString.call(value)}`);
  return mapValues(value, tag);
}

function untag(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (!Array.isArray(json)) return mapValues(json, untag);
  const [kind, text] = json as [string, string];
  if (kind === 'u') return undefined;
  if (kind === 'n') return BigInt(text);
  if (kind === 'd') return new Date(text);
  if (kind === 'm') return new Prisma.Decimal(text);
  // A copy, as Prisma returns: a Buffer would share its memory with others.
  if (kind === 'b') return new Uint8Array(Buffer.from(text, 'base64'));
  return json.slice(1).map(untag);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mapValues(object: object, map: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
