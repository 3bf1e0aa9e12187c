import type { Config } from '../platform/config.ts';

const FOLDERS = { Invoice: 'invoices', Estimate: 'estimates' } as const;

/** The kinds of statement that a client gets to see. */
export type PublicKind = keyof typeof FOLDERS;

/**
 * The page that a client opens. The account stands in it, too: so the page is read, as all is, as a part of
 * one account.
 */
export function publicUrl(
  { publicUrl: base }: Pick<Config, 'publicUrl'>,
  kind: PublicKind,
  { accountId, hashKey }: { accountId: string; hashKey: string },
): string {
  return `${base}/${FOLDERS[kind]}/${encodeAccount(accountId)}/${hashKey}`;
}

export function pdfUrl(
  config: Pick<Config, 'publicUrl'>,
  kind: PublicKind,
  statement: { accountId: string; hashKey: string },
): string {
  return `${publicUrl(config, kind, statement)}.pdf`;
}

/** The UUID's 16 bytes in 22 characters. */
function encodeAccount(accountId: string): string {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
}

export interface PublicAddress {
  kind: PublicKind;
  accountId: string;
  hashKey: string;
  /** `pdf`, `accept` and the like: what stands behind the page's own address. */
  part: string;
}

const PATH = /^\/(invoices|estimates)\/([\w-]{22})\/([\w-]{20})(?:[./]([a-z]+))?$/;

/** What a path asks for; null where it is no address of a public page. */
export function parsePublicPath(path: string): PublicAddress | null {
  const [, folder, account, hashKey, part = ''] = PATH.exec(path) ?? [];
  if (!folder || !account || !hashKey) return null;
  const hex = Buffer.from(account, 'base64url').toString('hex');
  const accountId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind: folder === 'invoices' ? 'Invoice' : 'Estimate', accountId, hashKey, part };
}
