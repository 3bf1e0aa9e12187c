import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createWebhookSecret, signPayload } from '../../src/webhooks/sign-payload.ts';

const payload = (body: string, secrets: string[]) => ({ id: 'msg_1', at: new Date(), body, secrets });

test('a secret is 32 random bytes', () => {
  const secrets = Array.from({ length: 50 }, createWebhookSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  }
});

test('the signature is the one of the standard', () => {
  // The example of the reference implementations.
  const headers = signPayload({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date('2021-02-25T15:02:10.999Z'),
    body: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a receiver with the library takes every body', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      const secret = createWebhookSecret();
      expect(new Webhook(secret).verify(body, signPayload(payload(body, [secret])))).toEqual(
        JSON.parse(body),
      );
    }),
  );
});

test('while secrets rotate, a receiver with either takes it, and one with neither does not', () => {
  const [older, newer, other] = [createWebhookSecret(), createWebhookSecret(), createWebhookSecret()];
  const headers = signPayload(payload('{"a":"ä €"}', [newer, older]));
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [older, newer]) {
    expect(new Webhook(secret).verify('{"a":"ä €"}', headers)).toEqual({ a: 'ä €' });
  }
  expect(() => new Webhook(other).verify('{"a":"ä €"}', headers)).toThrow('No matching signature');
});

test('body, id and time are signed', () => {
  const secret = createWebhookSecret();
  const headers = signPayload(payload('{"a":1}', [secret]));
  const later = String(Number(headers['webhook-timestamp']) + 1);
  const changed = [
    ['{"a":2}', headers],
    ['{"a":1}', { ...headers, 'webhook-id': 'msg_2' }],
    ['{"a":1}', { ...headers, 'webhook-timestamp': later }],
  ] as const;
  for (const [body, seen] of changed) {
    expect(() => new Webhook(secret).verify(body, seen)).toThrow('No matching signature');
  }
});
