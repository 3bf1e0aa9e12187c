/** The patterns of secrets, wherever they occur: in the message of a library's error, for example. */
const SECRETS: [pattern: RegExp, replacement: string][] = [
  // API keys, and the addresses of clients' pages.
  [/\bsk_[a-z]+_[\w-]+/g, 'sk_[hidden]'],
  [/\b([a-z-]+)\/[\w-]{22}\/[\w-]{20}/g, '$1/[hidden]'],
  // Webhook signing secrets.
  [/\bwhsec_[\w+/=-]+/g, 'whsec_[hidden]'],
  // The Authorization header.
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [hidden]'],
  // Credentials in a URL.
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/"\\]+@/gi, '$1[hidden]@'],
  // The hash of a token, as PostgreSQL writes it and in plain hexadecimal.
  [/\b(?:\\+x)?[\da-f]{64}\b|\\+x[\da-f]{64}\b/gi, '[hidden]'],
];

/** Redacts secrets in a log line before it is written. */
export function redact(line: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
