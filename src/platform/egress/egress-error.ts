/** Why there was no answer, in words for whoever owns the address: nothing of the network inside is in them. */
export class EgressError extends Error {}

const UNREACHABLE = 'The address could not be reached.';
const BROKEN = 'The connection broke.';
const UNTRUSTED =
  'The certificate is not valid: its issuer is not known, or a certificate in between is missing.';

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused.',
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ECONNRESET: BROKEN,
  ECONNABORTED: BROKEN,
  EPIPE: BROKEN,
  HPE_HEADER_OVERFLOW: "The answer's headers are too long.",
  CERT_HAS_EXPIRED: 'The certificate is not valid: it has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid: its time has not begun.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is not valid: it is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is not valid: it is for another name.',
};

// Families of codes, for those that are not worth words of their own. OpenSSL has some eighty for certificates, and
// node calls those it has no name for UNSPECIFIED.
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^HPE_/, 'The answer was no HTTP.'],
  [/^ERR_SSL_|^EPROTO$/, 'A TLS connection could not be made.'],
  [/CERT|CRL|^UNABLE_TO_|^INVALID_|^PATH_LENGTH|MISMATCH$|^UNSPECIFIED$/, 'The certificate is not valid.'],
];

/** One sentence for what went wrong with a request. */
export function describeEgressError(error: unknown): string {
  if (error instanceof EgressError) return error.message;
  // Of several addresses that were tried in vain, the code is the first one's.
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  // Told by OpenSSL's words alone: the code is the one of any trouble with TLS.
  if (/alert.no.application.protocol/i.test(message)) return 'The receiver does not speak HTTP/1.1.';
  const family = FAMILIES.find(([pattern]) => pattern.test(code));
  return SENTENCES[code] ?? family?.[1] ?? 'The request could not be made.';
}
