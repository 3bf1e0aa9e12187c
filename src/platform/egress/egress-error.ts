/** Why there was no response, in a message for the URL's owner, which reveals nothing of the internal network. */
export class EgressError extends Error {}

const UNREACHABLE = 'The address could not be reached.';
const BROKEN = 'The connection broke.';
const UNTRUSTED =
  'The certificate is not valid: its issuer is unknown, or an intermediate certificate is missing.';

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused.',
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ECONNRESET: BROKEN,
  ECONNABORTED: BROKEN,
  EPIPE: BROKEN,
  HPE_HEADER_OVERFLOW: "The response's headers are too long.",
  CERT_HAS_EXPIRED: 'The certificate is not valid: it has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid: its validity period has not started.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is not valid: it is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is not valid: it is for another name.',
};

// Families of codes without a message of their own. OpenSSL has about eighty for certificates, and Node.js calls
// those without a name UNSPECIFIED.
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^HPE_/, 'The response was not valid HTTP.'],
  [/^ERR_SSL_|^EPROTO$/, 'The TLS connection failed.'],
  [/CERT|CRL|^UNABLE_TO_|^INVALID_|^PATH_LENGTH|MISMATCH$|^UNSPECIFIED$/, 'The certificate is not valid.'],
];

/** Describes a failed request in one sentence. */
export function describeEgressError(error: unknown): string {
  if (error instanceof EgressError) return error.message;
  // If several addresses failed, the code is the first one's.
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  // Only OpenSSL's message identifies it: all TLS errors share the code.
  if (/alert.no.application.protocol/i.test(message)) return 'The receiver does not speak HTTP/1.1.';
  const family = FAMILIES.find(([pattern]) => pattern.test(code));
  return SENTENCES[code] ?? family?.[1] ?? 'The request failed.';
}
