import { createHash } from 'node:crypto';
import type { DocumentSource } from '../documents/load-document.ts';
import { isExpired } from '../estimates/estimate-state.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { isOverdue } from '../invoices/invoice-state.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { PublicAddress } from '../statements/public-url.ts';
import type { SentKind, SentStatement, StatementRows } from '../statements/statement-kind.ts';

const WITH_PARTIES = { account: true, connection: true } as const;

interface Key {
  accountId_hashKey: { accountId: string; hashKey: string };
}

const READ: Record<SentKind, (prisma: PrismaClient, where: Key) => Promise<DocumentSource | null>> = {
  async Invoice({ invoice }, where) {
    const statement = await invoice.findUnique({ where, include: WITH_PARTIES });
    return statement && { ...partiesOf(statement), kind: 'Invoice', statement };
  },
  async Estimate({ estimate }, where) {
    const statement = await estimate.findUnique({ where, include: WITH_PARTIES });
    return statement && { ...partiesOf(statement), kind: 'Estimate', statement };
  },
};

function partiesOf({ account, connection }: Pick<DocumentSource, 'account' | 'connection'>) {
  return { account, connection };
}

/** Returns the statement at a public address; null if there is none, or it is in the trash. */
export async function findSource(
  { database: { prisma } }: Gateway,
  { kind, accountId, hashKey }: Omit<PublicAddress, 'part'>,
): Promise<DocumentSource | null> {
  const source = await READ[kind](prisma, { accountId_hashKey: { accountId, hashKey } });
  return source?.statement.trashedAt ? null : source;
}

/** Whether the statement was sent but not viewed yet. Only its owner opens a draft's page. */
export function awaitsView({ statement: { sentAt, viewedAt } }: DocumentSource): boolean {
  return sentAt !== null && viewedAt === null;
}

type Part = bigint | boolean;

/** The content that only the page of this kind shows. */
const KIND_PARTS: { [Kind in SentKind]: (statement: StatementRows[Kind], now: Date) => Part[] } = {
  Invoice: (invoice, now) => [invoice.paidTotalMinor, invoice.state === 'PAID', isOverdue(invoice, now)],
  Estimate: (estimate, now) => [estimate.state === 'ACCEPTED', isExpired(estimate, now)],
};

function kindParts<Kind extends SentKind>({ kind, statement }: SentStatement<Kind>, now: Date): Part[] {
  return KIND_PARTS[kind](statement, now);
}

/**
 * Returns a hash that changes whenever the page's content does: after an edit, a payment, an acceptance, or the
 * day on which it expires or is overdue. A view does not change the page.
 */
export function revisionOf(source: DocumentSource, now: Date): string {
  const { account, connection } = source;
  const { id, version, sentAt, billedTotalMinor } = source.statement;
  const parts = [id, version, sentAt !== null, billedTotalMinor, ...kindParts(source, now)];
  const content = [...parts, connection.id, connection.version, account.version].map(String).join(' ');
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}
