import type { Config } from '../platform/config.ts';
import { type SentKind, STATEMENT_KINDS } from './statement-kind.ts';

/**
 * Returns the URL of the page that a client opens. It contains the account's id, because every read is bound to one
 * account.
 */
export function publicUrl(
  { publicUrl: base }: Pick<Config, 'publicUrl'>,
  kind: SentKind,
  { accountId, hashKey }: { accountId: string; hashKey: string },
): string {
  return `${base}/${STATEMENT_KINDS[kind].pagesFolder}/${encodeAccount(accountId)}/${hashKey}`;
}

export function pdfUrl(
  config: Pick<Config, 'publicUrl'>,
  kind: SentKind,
  statement: { accountId: string; hashKey: string },
): string {
  return `${publicUrl(config, kind, statement)}.pdf`;
}

/** Encodes the UUID's 16 bytes in 22 characters. */
function encodeAccount(accountId: string): string {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
}

export interface PublicAddress {
  kind: SentKind;
  accountId: string;
  hashKey: string;
  /** The path after the page's own address, such as `pdf` or `accept`. */
  part: string;
}

const KIND_OF_FOLDER = new Map<string, SentKind>(
  Object.entries(STATEMENT_KINDS).flatMap(([kind, { pagesFolder }]) =>
    pagesFolder === null ? [] : [[pagesFolder, kind as SentKind]],
  ),
);

/** Whether a folder holds the pages of a kind of statement. */
export function isPagesFolder(folder: string): boolean {
  return KIND_OF_FOLDER.has(folder);
}

const PATH = /^\/([a-z-]+)\/([\w-]{22})\/([\w-]{20})(?:[./]([a-z]+))?$/;

/** Parses a path. Returns null if it is not the address of a public page. */
export function parsePublicPath(path: string): PublicAddress | null {
  const [, folder, account, hashKey, part = ''] = PATH.exec(path) ?? [];
  const kind = folder && KIND_OF_FOLDER.get(folder);
  if (!kind || !account || !hashKey) return null;
  const hex = Buffer.from(account, 'base64url').toString('hex');
  const accountId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind, accountId, hashKey, part };
}
