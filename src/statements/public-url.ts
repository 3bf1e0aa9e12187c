import type { Config } from '../platform/config.ts';
import { type SentKind, STATEMENT_KINDS } from './statement-kind.ts';

/**
 * The page that a client opens. The account stands in it, too: so the page is read, as all is, as a part of
 * one account.
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

/** The UUID's 16 bytes in 22 characters. */
function encodeAccount(accountId: string): string {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
}

export interface PublicAddress {
  kind: SentKind;
  accountId: string;
  hashKey: string;
  /** `pdf`, `accept` and the like: what stands behind the page's own address. */
  part: string;
}

const KIND_OF_FOLDER = new Map<string, SentKind>(
  Object.entries(STATEMENT_KINDS).flatMap(([kind, { pagesFolder }]) =>
    pagesFolder === null ? [] : [[pagesFolder, kind as SentKind]],
  ),
);

/** Whether there is a kind of statement whose pages are in a folder. */
export function isPagesFolder(folder: string): boolean {
  return KIND_OF_FOLDER.has(folder);
}

const PATH = /^\/([a-z-]+)\/([\w-]{22})\/([\w-]{20})(?:[./]([a-z]+))?$/;

/** What a path asks for; null where it is no address of a public page. */
export function parsePublicPath(path: string): PublicAddress | null {
  const [, folder, account, hashKey, part = ''] = PATH.exec(path) ?? [];
  const kind = folder && KIND_OF_FOLDER.get(folder);
  if (!kind || !account || !hashKey) return null;
  const hex = Buffer.from(account, 'base64url').toString('hex');
  const accountId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind, accountId, hashKey, part };
}
