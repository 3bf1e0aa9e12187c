import { expect, test } from 'vitest';
import { describeEgressError, EgressError } from '../../src/platform/egress/egress-error.ts';

// Those that a receiver on this host can bring about are tested with one.
test.each([
  ['ETIMEDOUT', 'The address could not be reached.'],
  ['EHOSTUNREACH', 'The address could not be reached.'],
  ['ENETUNREACH', 'The address could not be reached.'],
  ['EADDRNOTAVAIL', 'The address could not be reached.'],
  ['EPIPE', 'The connection broke.'],
  ['CERT_REVOKED', 'The certificate is not valid.'],
  ['CRL_HAS_EXPIRED', 'The certificate is not valid.'],
  ['INVALID_PURPOSE', 'The certificate is not valid.'],
  ['HOSTNAME_MISMATCH', 'The certificate is not valid.'],
  ['UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'The certificate is not valid.'],
  ['UNSPECIFIED', 'The certificate is not valid.'],
  // The receiver's words about ours, which we have not.
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'The TLS connection failed.'],
  ['ERR_INVALID_CHAR', 'The request failed.'],
  ['EMFILE', 'The request failed.'],
])('%s: %s', (code, sentence) => {
  const error = Object.assign(new Error('connect to 10.0.0.1:443 from /srv/gateway'), { code });
  expect(describeEgressError(error)).toBe(sentence);
});

test('of several addresses in vain, the first one is told of', () => {
  const faults = ['ECONNREFUSED', 'ENETUNREACH'].map((code) => Object.assign(new Error(code), { code }));
  const error = Object.assign(new AggregateError(faults), { code: 'ECONNREFUSED' });
  expect(describeEgressError(error)).toBe('The connection was refused.');
});

test('what is no error of node shows nothing of itself', () => {
  expect(describeEgressError(new TypeError('secrets'))).toBe('The request failed.');
  expect(describeEgressError('secrets')).toBe('The request failed.');
  expect(describeEgressError(undefined)).toBe('The request failed.');
  expect(describeEgressError(new EgressError('The address is not public.'))).toBe(
    'The address is not public.',
  );
});
