// Just enough of the WebSocket protocol (RFC 6455) to listen cheaply: what it costs is taken from the same
// two cores that are measured.

export const TEXT = 0x1;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

const FINAL = 0x80;
const MASKED = 0x80;
const SHORT_MAX = 125;
const TWO_BYTES = 126;
const NOTHING = Buffer.alloc(0);

/** A client's frame. The mask that is asked of clients is all zeros, which leaves the bytes as they are. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length > SHORT_MAX;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = FINAL | opcode;
  head[1] = MASKED | (long ? TWO_BYTES : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

interface Frames {
  /** Whether a text of so many bytes need not be read. */
  skips(bytes: number): boolean;
  /** Such a text is there as a whole. */
  skipped(): void;
  read(opcode: number, payload: Buffer): void;
}

/** Takes a server's frames apart as their bytes come. Those that are skipped are neither copied nor decoded. */
export class FrameReader {
  #frames: Frames;
  /** What has come of a frame that is to be read, or of a frame's head. */
  #rest: Buffer = NOTHING;
  /** So much is still to come of a frame that is skipped. */
  #skip = 0;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  take(data: Buffer): void {
    let at = 0;
    if (this.#skip > 0) {
      at = Math.min(this.#skip, data.length);
      this.#skip -= at;
      if (this.#skip > 0) return;
      this.#frames.skipped();
    } else if (this.#rest.length > 0) {
      data = Buffer.concat([this.#rest, data]);
      this.#rest = NOTHING;
    }
    while (at < data.length) {
      const begin = payloadBegin(data, at);
      if (begin < 0) break;
      const bytes = begin - at === 4 ? data.readUInt16BE(at + 2) : data[at + 1]!;
      const end = begin + bytes;
      if (data[at] === (FINAL | TEXT) && this.#frames.skips(bytes)) {
        if (end > data.length) {
          this.#skip = end - data.length;
          return;
        }
        this.#frames.skipped();
      } else {
        if (end > data.length) break;
        this.#read(data[at]!, data.subarray(begin, end));
      }
      at = end;
    }
    // The bytes are the socket's, and will be others by the next time.
    if (at < data.length) this.#rest = Buffer.from(data.subarray(at));
  }

  #read(first: number, payload: Buffer): void {
    const opcode = first ^ FINAL;
    if (opcode > 0xf) throw new Error('A message came compressed, or in parts.');
    this.#frames.read(opcode, payload);
  }
}

/** Where the payload of the frame at this place begins; -1 where the head is not complete. */
function payloadBegin(data: Buffer, at: number): number {
  if (at + 2 > data.length) return -1;
  const size = data[at + 1]!;
  if (size > TWO_BYTES) throw new Error('A message came masked, or is longer than any here.');
  if (size < TWO_BYTES) return at + 2;
  return at + 4 > data.length ? -1 : at + 4;
}
