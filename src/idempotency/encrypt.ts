import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// Responses holding secrets are stored encrypted with a key derived from the caller's API token. The database has
// only the token's hash, so access to the database does not reveal them.

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface EncryptionKey {
  token: string;
  /** Identifies the record. The text can be decrypted only with the same value. */
  context: readonly string[];
}

export function encrypt(text: string, { token, context }: EncryptionKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(token), iv).setAAD(Buffer.from(JSON.stringify(context)));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
}

/** @returns null if the text was encrypted with another token or context */
export function decrypt(encrypted: string, { token, context }: EncryptionKey): string | null {
  const bytes = Buffer.from(encrypted, 'base64');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, deriveKey(token), iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(JSON.stringify(context)))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    return null;
  }
}

// The token is long and random, so it needs no key stretching.
function deriveKey(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'idempotency', 32));
}
