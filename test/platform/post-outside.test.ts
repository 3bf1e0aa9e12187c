import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { post, postHome, refusal, resolvingTo } from './post.ts';
import { answering, freePort, hasIPv6, receive, receiveHttp } from './receiver.ts';

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
// A frame of the kind SETTINGS, with nothing in it.
const H2_SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

/** Writes as long as it is let; nothing, if there is nothing to repeat. */
function repeat(socket: Socket, words: string, opening = ''): void {
  socket.write(opening);
  const block = words === '' ? '' : words.repeat(Math.ceil(65_536 / words.length));
  const writeOn = () => {
    while (block !== '' && socket.writable && socket.write(block));
  };
  socket.on('drain', writeOn);
  writeOn();
}

describe('what arrives', () => {
  test('is the request, as it was given', async () => {
    const seen: unknown[] = [];
    const { port } = await receiveHttp(async (request, response) => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: await text(request) });
      response.end();
    });
    const answer = await postHome(`http://localhost:${port}/hooks?key=a%20b#part`, {
      headers: { 'webhook-id': 'msg_1' },
    });
    expect(answer).toEqual({ ...refusal(''), statusCode: 200, error: null });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/hooks?key=a%20b',
        headers: {
          host: `localhost:${port}`,
          'webhook-id': 'msg_1',
          'content-length': '10',
          connection: 'close',
        },
        body: '{"a":"ä"}',
      },
    ]);
  });

  test.each([200, 204, 301, 302, 307, 308, 404, 410, 500, 503])('is answered with %i', async (status) => {
    const elsewhere = await receive();
    const { port } = await receiveHttp((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
    });
    expect(await postHome(`http://127.0.0.1:${port}/`)).toMatchObject({ statusCode: status, error: null });
    expect(elsewhere.connections()).toBe(0);
  });

  test.runIf(hasIPv6)('reaches the second address where the first one refuses', async () => {
    const receiver = await receive(answering('HTTP/1.1 200 OK\r\n\r\n'), '::1');
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`)).toEqual(
      refusal('The connection was refused.'),
    );
    expect(await postHome(`http://localhost:${receiver.port}/`)).toMatchObject({ statusCode: 200 });
    expect(receiver.connections()).toBe(1);
  });
});

describe('without an answer', () => {
  test.each([
    ['not a URL', 'The URL is not valid.'],
    ['http://example.com/', 'The URL is not HTTPS.'],
    ['https://user:password@example.com/', 'The URL contains a user name or a password.'],
  ])('%s: %s', async (url, error) => {
    expect(await post(url)).toEqual(refusal(error));
  });

  test('a name without an address', async () => {
    const unresolved = refusal('The name could not be resolved.');
    expect(await post('https://example.com/', resolvingTo([]))).toEqual(unresolved);
    const lookup = () => Promise.reject(new Error('SERVFAIL at 10.0.0.53'));
    expect(await post('https://example.com/', { lookup })).toEqual(unresolved);
  });

  test('a name server that is silent', async () => {
    const lookup = () => new Promise<never>(() => {});
    expect(await post('https://example.com/', { lookup, timeoutMs: 200 })).toEqual(
      refusal('No response within 0.2 s.'),
    );
  });

  test('a refused connection', async () => {
    const free = await freePort();
    for (const host of ['127.0.0.1', 'localhost', ...(hasIPv6 ? ['[::1]'] : [])]) {
      expect(await postHome(`http://${host}:${free}/`)).toEqual(refusal('The connection was refused.'));
    }
  });

  test.each([
    ['hangs up at once', (socket: Socket) => socket.end(), 'The connection broke.'],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy(), 'The connection broke.'],
    [
      'hangs up within the headers',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nserver: a'),
      'The connection broke.',
    ],
    [
      'speaks SMTP',
      (socket: Socket) => socket.write('220 mail ESMTP\r\n'),
      'The response was not valid HTTP.',
    ],
    ['speaks HTTP/2', (socket: Socket) => socket.write(H2_SETTINGS), 'The response was not valid HTTP.'],
    [
      'answers 100 for ever',
      (socket: Socket) => repeat(socket, CONTINUE),
      'The response was not valid HTTP.',
    ],
    [
      'sends headers without end',
      (socket: Socket) => repeat(socket, `a: ${'b'.repeat(1_000)}\r\n`, 'HTTP/1.1 200 OK\r\n'),
      "The response's headers are too long.",
    ],
    [
      'sends one header without end',
      (socket: Socket) => repeat(socket, 'b'.repeat(1_000), 'HTTP/1.1 200 OK\r\na: '),
      "The response's headers are too long.",
    ],
  ])('a receiver that %s', async (_what, talk, error) => {
    const receiver = await receive((socket) => void socket.once('data', () => talk(socket)));
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`)).toEqual(refusal(error));
    await expect.poll(receiver.open).toBe(0);
    expect(receiver.connections()).toBe(1);
  });

  test.each([
    ['says nothing', ''],
    ['stops within the status line', 'HTTP/1.1 20'],
    ['stops within the headers', 'HTTP/1.1 200 OK\r\nserver: a\r\n'],
    ['stops after a 100', CONTINUE],
    ['stops after a 103', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('a receiver that %s', async (_what, answer) => {
    const receiver = await receive(answering(answer));
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`, { timeoutMs: 300 })).toEqual(
      refusal('No response within 0.3 s.'),
    );
    await expect.poll(receiver.open).toBe(0);
    expect(receiver.connections()).toBe(1);
  });

  test('a header that cannot be sent', async () => {
    const receiver = await receive();
    expect(
      await postHome(`http://127.0.0.1:${receiver.port}/`, { headers: { 'webhook-id': 'a\r\nb' } }),
    ).toEqual(refusal('The request failed.'));
    expect(receiver.connections()).toBe(0);
  });
});

describe('the answer is known with its headers', () => {
  test.each([
    ['does not come', 'content-length: 10\r\n\r\n'],
    ['is cut', 'content-length: 10\r\n\r\nabc'],
    ['stops within a chunk', 'transfer-encoding: chunked\r\n\r\n5\r\nab'],
    ['is no good', 'transfer-encoding: chunked\r\n\r\nzz\r\n'],
  ])('though the body %s', async (_what, rest) => {
    const receiver = await receive(answering(`HTTP/1.1 202 Accepted\r\n${rest}`));
    // Longer than the test may take: it is not the end of this time that ends it.
    const answer = await postHome(`http://127.0.0.1:${receiver.port}/`, { timeoutMs: 60_000 });
    expect(answer).toMatchObject({ statusCode: 202, error: null });
    await expect.poll(receiver.open).toBe(0);
  });

  test.each([
    ['the body', '\r\n', 'x'],
    ['the chunks', 'transfer-encoding: chunked\r\n\r\n', '5\r\nabcde\r\n'],
  ])('though %s never end', async (_what, rest, more) => {
    const receiver = await receive((socket) => {
      socket.once('data', () => repeat(socket, more, `HTTP/1.1 202 Accepted\r\n${rest}`));
    });
    // No time passes, so it is the bytes that are counted.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = await postHome(`http://127.0.0.1:${receiver.port}/`);
    vi.useRealTimers();
    expect(answer).toMatchObject({ statusCode: 202, error: null });
    await expect.poll(receiver.open).toBe(0);
  });

  test('whatever came before it', async () => {
    const receiver = await receive(answering(`${CONTINUE}${CONTINUE}HTTP/1.1 204 No Content\r\n\r\n`));
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({ statusCode: 204 });
    await expect.poll(receiver.open).toBe(0);
  });

  test('if it would switch protocols', async () => {
    const receiver = await receive(
      answering('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    );
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({ statusCode: 101 });
    await expect.poll(receiver.open).toBe(0);
  });

  test('with its Retry-After', async () => {
    const receiver = await receive(
      answering('HTTP/1.1 503 a\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(await postHome(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({
      statusCode: 503,
      retryAfterMs: 120_000,
    });
  });

  test('and its sender is not cut off while it sends an ordinary body', async () => {
    const cutOff: boolean[] = [];
    const { port } = await receiveHttp(async (_request, response) => {
      response.flushHeaders();
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
      cutOff.push(response.destroyed);
      response.end('x'.repeat(1_000));
    });
    await postHome(`http://127.0.0.1:${port}/`);
    expect(cutOff).toEqual([false]);
  });
});

test('a hundred at once, each on a connection of its own, leave none behind', async () => {
  const receiver = await receiveHttp((_request, response) => void response.end('ok'));
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => postHome(`http://localhost:${receiver.port}/`)),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(receiver.connections()).toBe(100);
  await expect.poll(receiver.open).toBe(0);
});
