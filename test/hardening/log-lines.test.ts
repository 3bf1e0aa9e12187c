import { GraphQLError, Source } from 'graphql';
import { expect, test } from 'vitest';
import { describeError } from '../../src/platform/describe-error.ts';
import { redact } from '../../src/platform/redact.ts';

test('of an error the log tells what and where, and nothing of what it was done with', () => {
  const database = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    detail: 'Key (name)=(Contents) already exists.',
    where: 'COPY line 1: Contents',
    query: { text: 'INSERT', values: ['Contents'] },
  });
  const error = new GraphQLError('It failed.', {
    source: new Source('{ secret(of: "Contents") }'),
    positions: [2],
    path: ['invoices', 0, 'id'],
    extensions: { input: 'Contents' },
    originalError: database,
  });
  const described = describeError(error);
  expect(described).toMatchObject({
    type: 'GraphQLError',
    message: 'It failed.',
    path: 'invoices.0.id',
    stack: expect.stringContaining('log-lines.test.ts'),
    cause: { type: 'Error', message: 'duplicate key value', code: '23505' },
  });
  expect(JSON.stringify(described)).not.toContain('Contents');
});

test('errors that are the cause of each other come to an end', () => {
  const error = new Error('Round and round');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).match(/"type"/g)).toHaveLength(6);
  expect(describeError('thrown as a text')).toBe('thrown as a text');
});

const HASH = 'ab12'.repeat(16);

test.each([
  ['a secret of a webhook', 'with whsec_olkBNVMhJVWm/Y1f5scQ+KY=.', 'with whsec_[hidden].'],
  ['a key', 'with sk_live_tz4vFREI5eN_vEDHW_-WQyvR6EhDxlzb.', 'with sk_[hidden].'],
  ['a header', '{"authorization":"Bearer abc.def-1="}', '{"authorization":"Bearer [hidden]"}'],
  ['a login', '"Basic c2tfbGl2ZTo="', '"Basic [hidden]"'],
  ["an address's login", 'at postgresql://billing:s3cr@t@db:5432/x', 'at postgresql://[hidden]@db:5432/x'],
  ["an address's password alone", '"redis://:secret@cache"', '"redis://[hidden]@cache"'],
  ['a hash', `Key ("tokenHash")=(\\\\x${HASH})`, 'Key ("tokenHash")=([hidden])'],
  ['a bare hash', HASH, '[hidden]'],
  [
    "a client's page",
    `GET /invoices/${'a'.repeat(22)}/${'b-_4'.repeat(5)}.pdf`,
    'GET /invoices/[hidden].pdf',
  ],
])('%s is hidden wherever it stands', (_, line, shown) => {
  expect(redact(line)).toBe(shown);
});

test('what is none is left as it is', () => {
  const line =
    '{"level":50,"time":"2026-11-21T05:59:49.764Z","error":{"stack":"at file:///app/src/main.ts:3:20 mailto:a@b.example"},"id":"0190a1fb-d300-7000-8000-000000000000"}\n';
  expect(redact(line)).toBe(line);
});
