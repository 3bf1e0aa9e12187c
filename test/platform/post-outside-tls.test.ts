import type { TlsOptions } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { issue, selfSigned, trustAuthority } from './certificates.ts';
import { postHome, refusal } from './post.ts';
import { answering, receive, receiveTls } from './receiver.ts';

const OK = answering('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');

trustAuthority();

describe('a certificate', () => {
  test.each([
    ['localhost', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
  ])('that is right is taken: %s', async (host) => {
    const receiver = await receiveTls(issue({ host }), OK);
    expect(await postHome(`https://${host}:${receiver.port}/`)).toMatchObject({
      statusCode: 200,
      error: null,
    });
    await expect.poll(receiver.open).toBe(0);
  });

  test.each<[string, TlsOptions, string]>([
    ['expired', issue({ host: 'localhost', toDay: -1 }), 'it has expired.'],
    ['of tomorrow', issue({ host: 'localhost', fromDay: 1 }), 'its validity period has not started.'],
    ['self-signed', selfSigned('localhost'), 'it is self-signed.'],
    ['for another name', issue({ host: 'example.com' }), 'it is for another name.'],
    ['for the address alone', issue({ host: '127.0.0.1' }), 'it is for another name.'],
    [
      'of a stranger',
      issue({ host: 'localhost', issuer: 'A stranger' }),
      'its issuer is unknown, or an intermediate certificate is missing.',
    ],
  ])('that is %s is not, and not a byte of the request is sent', async (_what, options, reason) => {
    let heard = 0;
    const receiver = await receiveTls(options, (socket) => void socket.on('data', () => (heard += 1)));
    const answer = await postHome(`https://localhost:${receiver.port}/`);
    expect(answer).toEqual(refusal(`The certificate is not valid: ${reason}`));
    await expect.poll(receiver.open).toBe(0);
    expect(heard).toBe(0);
  });

  test('is looked at for each request: no session of before stands in for it', async () => {
    const resumed: boolean[] = [];
    const receiver = await receiveTls(issue({ host: 'localhost' }), (socket) => {
      resumed.push(socket.isSessionReused());
      OK(socket);
    });
    for (let round = 0; round < 3; round += 1) await postHome(`https://localhost:${receiver.port}/`);
    expect(resumed).toEqual([false, false, false]);
  });
});

describe('over TLS, a receiver', () => {
  test('that speaks HTTP/2 alone', async () => {
    const receiver = await receiveTls({ ...issue({ host: 'localhost' }), ALPNProtocols: ['h2'] }, OK);
    expect(await postHome(`https://localhost:${receiver.port}/`)).toEqual(
      refusal('The receiver does not speak HTTP/1.1.'),
    );
    await expect.poll(receiver.open).toBe(0);
  });

  test('that speaks no TLS', async () => {
    const receiver = await receive(answering('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await postHome(`https://localhost:${receiver.port}/`)).toEqual(
      refusal('The TLS connection failed.'),
    );
    await expect.poll(receiver.open).toBe(0);
  });

  test('that speaks TLS of long ago alone', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const receiver = await receiveTls({ ...issue({ host: 'localhost' }), ...old }, OK);
    expect(await postHome(`https://localhost:${receiver.port}/`)).toEqual(
      refusal('The TLS connection failed.'),
    );
    await expect.poll(receiver.open).toBe(0);
  });

  test('that hangs up instead of a handshake', async () => {
    const receiver = await receive((socket) => void socket.once('data', () => socket.end()));
    expect(await postHome(`https://localhost:${receiver.port}/`)).toEqual(refusal('The connection broke.'));
    await expect.poll(receiver.open).toBe(0);
  });

  test.each([
    ['never ends the handshake', () => receive()],
    ['never answers', () => receiveTls(issue({ host: 'localhost' }), (socket) => void socket.resume())],
    [
      'stops within the headers',
      () => receiveTls(issue({ host: 'localhost' }), answering('HTTP/1.1 200 OK\r\na')),
    ],
  ])('that %s', async (_what, start) => {
    const receiver = await start();
    expect(await postHome(`https://localhost:${receiver.port}/`, { timeoutMs: 500 })).toEqual(
      refusal('No response within 0.5 s.'),
    );
    await expect.poll(receiver.open).toBe(0);
  });

  test('that never ends the body', async () => {
    const receiver = await receiveTls(issue({ host: 'localhost' }), answering('HTTP/1.1 200 OK\r\n\r\nabc'));
    expect(await postHome(`https://localhost:${receiver.port}/`)).toMatchObject({ statusCode: 200 });
    await expect.poll(receiver.open).toBe(0);
  });
});
