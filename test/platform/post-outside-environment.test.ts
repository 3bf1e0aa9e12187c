import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { selfSigned } from './certificates.ts';
import { refusal } from './post.ts';
import { answering, receive, receiveHttp, receiveTls } from './receiver.ts';

const OK = answering('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');

/** Posts from a process of another environment: first with node alone, then as the gateway does. */
async function postWith(
  env: Record<string, string>,
  url: string,
): Promise<{ plain: unknown; ours: unknown }> {
  const script = `
    import * as http from 'node:http';
    import * as https from 'node:https';
    import { egressPost } from ${JSON.stringify(new URL('../../src/platform/egress/egress-post.ts', import.meta.url).href)};
    const url = ${JSON.stringify(url)};
    const { request } = url.startsWith('https:') ? https : http;
    const plain = await new Promise((resolve) => {
      request(url, ({ statusCode }) => resolve(statusCode)).on('error', ({ code }) => resolve(code)).end();
    });
    const ours = await egressPost({ url, headers: {}, body: '', timeoutMs: 5000, allowsLoopback: true });
    console.log(JSON.stringify({ plain, ours }));
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script],
    { env: { ...env } },
  );
  return JSON.parse(stdout);
}

test('a proxy of the environment is not used', async () => {
  const proxy = await receiveHttp((_request, response) => void response.writeHead(599).end());
  const receiver = await receive(OK);
  const address = `http://127.0.0.1:${proxy.port}`;
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: address, HTTPS_PROXY: address };
  const { plain, ours } = await postWith(env, `http://127.0.0.1:${receiver.port}/`);
  expect(plain).toBe(599);
  expect(ours).toMatchObject({ statusCode: 200, error: null });
  expect([proxy.connections(), receiver.connections()]).toEqual([1, 1]);
});

test('certificates are verified, whatever the environment says', async () => {
  const receiver = await receiveTls(selfSigned('localhost'), OK);
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { plain, ours } = await postWith(env, `https://localhost:${receiver.port}/`);
  expect(plain).toBe(200);
  expect(ours).toEqual(refusal('The certificate is not valid: it is self-signed.'));
});
