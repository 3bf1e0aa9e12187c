import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// Secrets that have to be told again are kept encrypted under the token of the caller that they were told to. The
// database has only a hash of the token, so that whoever reads the database cannot read them.

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface EncryptionKey {
  token: string;
  /** What it belongs to: nowhere else can it be opened. */
  place: readonly string[];
}

export function encrypt(text: string, { token, place }: EncryptionKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(token), iv).setAAD(Buffer.from(JSON.stringify(place)));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @returns null where it was sealed under another token, or for another place */
export function decrypt(sealed: string, { token, place }: EncryptionKey): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, deriveKey(token), iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(JSON.stringify(place)))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    return null;
  }
}

// The token is random and long, so that it needs no stretching.
function deriveKey(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'idempotency', 32));
}
