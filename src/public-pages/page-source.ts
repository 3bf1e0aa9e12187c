import { createHash } from 'node:crypto';
import type { DocumentSource } from '../documents/load-document.ts';
import { isExpired } from '../estimates/estimate-state.ts';
import { isOverdue } from '../invoices/invoice-state.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { PublicAddress } from '../statements/public-url.ts';

/** Returns the statement at a public address; null if there is none, or it is in the trash. */
export async function findSource(
  { database: { prisma } }: Gateway,
  { kind, accountId, hashKey }: Omit<PublicAddress, 'part'>,
): Promise<DocumentSource | null> {
  const where = { accountId_hashKey: { accountId, hashKey } };
  const include = { account: true, connection: true };
  if (kind === 'Invoice') {
    const found = await prisma.invoice.findUnique({ where, include });
    if (!found || found.trashedAt) return null;
    const { account, connection, ...invoice } = found;
    return { account, connection, invoice };
  }
  const found = await prisma.estimate.findUnique({ where, include });
  if (!found || found.trashedAt) return null;
  const { account, connection, ...estimate } = found;
  return { account, connection, estimate };
}

export function statementOf(source: DocumentSource) {
  return 'invoice' in source ? source.invoice : source.estimate;
}

/** Whether the statement was sent but not viewed yet. Only its owner opens a draft's page. */
export function awaitsView(source: DocumentSource): boolean {
  const { sentAt, viewedAt } = statementOf(source);
  return sentAt !== null && viewedAt === null;
}

/**
 * Returns a hash that changes whenever the page's content does: after an edit, a payment, an acceptance, or the
 * day on which it expires or is overdue. A view does not change the page.
 */
export function revisionOf(source: DocumentSource, now: Date): string {
  const { account, connection } = source;
  const { id, version, sentAt, billedTotalMinor } = statementOf(source);
  const own =
    'invoice' in source
      ? [source.invoice.paidTotalMinor, source.invoice.state === 'PAID', isOverdue(source.invoice, now)]
      : [source.estimate.state === 'ACCEPTED', isExpired(source.estimate, now)];
  const parts = [id, version, sentAt !== null, billedTotalMinor, ...own];
  const content = [...parts, connection.id, connection.version, account.version].map(String).join(' ');
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}
