import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const A = 1;
const AAAA = 28;
const HEADER_BYTES = 12;

/** What a name server says to a question: addresses as bytes, or an error of DNS by its number, or nothing. */
export type Say = (question: { name: string; type: 'A' | 'AAAA' }) => number[][] | number | null;

/** A name server of this process; gives where it is, and what it was asked. */
export async function startNameServer(say: Say) {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = readQuestion(query);
    asked.push(`${type} ${name}`);
    const said = say({ name, type });
    if (said !== null) socket.send(writeAnswer(query.subarray(0, end), said), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

function readQuestion(query: Buffer) {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  if (type !== A && type !== AAAA) throw new Error(`No record of type ${type} was looked for.`);
  return { name: labels.join('.'), type: type === A ? 'A' : 'AAAA', end: at + 5 } as const;
}

/** RFC 1035, section 4.1: the header and the question come back, with the answers behind. */
function writeAnswer(question: Buffer, said: number[][] | number): Buffer {
  const addresses = typeof said === 'number' ? [] : said;
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | (typeof said === 'number' ? said : 0), 2);
  head.writeUInt16BE(addresses.length, 6);
  // An extension may be asked for behind the question; it is not answered.
  head.writeUInt32BE(0, 8);
  const records = addresses.map((bytes) => {
    const type = bytes.length === 4 ? A : AAAA;
    return Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]);
  });
  return Buffer.concat([head, ...records]);
}
