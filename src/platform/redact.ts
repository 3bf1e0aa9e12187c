/** What a secret looks like, wherever it stands: in the words of a library's error, say. */
const SECRETS: [pattern: RegExp, instead: string][] = [
  // An API key, and the page of a client.
  [/\bsk_[a-z]+_[\w-]+/g, 'sk_[hidden]'],
  [/\b([a-z-]+)\/[\w-]{22}\/[\w-]{20}/g, '$1/[hidden]'],
  // What webhooks are signed with.
  [/\bwhsec_[\w+/=-]+/g, 'whsec_[hidden]'],
  // The header, as far as it is written out.
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [hidden]'],
  // The login in an address.
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/"\\]+@/gi, '$1[hidden]@'],
  // A hash of a key, as PostgreSQL and as people write it.
  [/\b(?:\\+x)?[\da-f]{64}\b|\\+x[\da-f]{64}\b/gi, '[hidden]'],
];

/** The last look at a line of the log before it is written. */
export function redact(line: string): string {
  return SECRETS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}
