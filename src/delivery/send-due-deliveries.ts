import type { Delivery, Prisma } from '../generated/prisma/client.ts';
import type { SendResult } from '../mail/message.ts';
import type { MailTransport } from '../mail/transport.ts';
import type { Gateway } from '../platform/gateway.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { backoff } from '../values/backoff.ts';
import { MINUTE_MS } from '../values/durations.ts';
import { composeDelivery, type DueDelivery, WITH_SOURCE } from './compose-delivery.ts';
import { MAIL_BACKOFF } from './mail-backoff.ts';

/** Runs in the transaction that marks a delivery as permanently failed. */
export type OnFailed = (unit: UnitOfWork, delivery: Delivery) => Promise<void>;

/** The number of concurrent connections to the mail server. */
const BATCH = 3;
/** Lease, longer than an attempt takes: after this another node may claim the delivery. */
const LEASE_MS = 10 * MINUTE_MS;

/**
 * Sends one batch of the due messages of all accounts. If a node dies after it hands over a message and before it
 * records that, the message is sent again with the same Message-ID.
 * @returns whether there may be more
 */
export async function sendDueDeliveries(
  gateway: Gateway,
  transport: MailTransport,
  onFailed: OnFailed,
): Promise<boolean> {
  const claimed = await claimDue(gateway);
  await Promise.all(claimed.map((delivery) => sendOne(gateway, transport, delivery, onFailed)));
  return claimed.length > 0;
}

async function claimDue({ database, clock }: Gateway): Promise<DueDelivery[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + LEASE_MS);
  const claimed = await database.prisma.$queryRaw<{ accountId: string; id: string }[]>`
    UPDATE "Delivery" SET attempts = attempts + 1, "nextAttemptAt" = ${until}
    WHERE ("accountId", id) IN (
      SELECT "accountId", id FROM "Delivery" WHERE state = 'QUEUED' AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING "accountId", id`;
  if (claimed.length === 0) return [];
  return database.prisma.delivery.findMany({
    where: { OR: claimed.map(({ accountId, id }) => ({ accountId, id })) },
    include: WITH_SOURCE,
  });
}

async function sendOne(
  gateway: Gateway,
  transport: MailTransport,
  delivery: DueDelivery,
  onFailed: OnFailed,
): Promise<void> {
  const { accountId, id, attempts } = delivery;
  const result = await attempt(gateway, transport, delivery);
  await transact({ gateway, accountId }, async (unit) => {
    const data = outcome(result, attempts, unit.now);
    // If the lease expired and another node claimed the delivery meanwhile, that node records the result.
    const { count } = await unit.tx.delivery.updateMany({
      where: { accountId, id, attempts, state: 'QUEUED' },
      data,
    });
    if (count > 0 && data.state === 'FAILED' && result !== WITHDRAWN) await onFailed(unit, delivery);
  });
}

/** Not sent, and no failure of the mail server or the recipient. */
const WITHDRAWN: SendResult = { ok: false, isPermanent: true, error: 'The statement was in the trash.' };

async function attempt(
  gateway: Gateway,
  transport: MailTransport,
  delivery: DueDelivery,
): Promise<SendResult> {
  try {
    const message = await composeDelivery(gateway, delivery);
    if (!message) return WITHDRAWN;
    return await transport.send(message);
  } catch (error) {
    gateway.log.error({ error, deliveryId: delivery.id }, 'Composing a message failed.');
    return { ok: false, isPermanent: false, error: 'The message could not be composed.' };
  }
}

function outcome(result: SendResult, attempts: number, now: Date) {
  if (result.ok) {
    const rejected = result.rejected.map(({ email, error }) => `${email}: ${error}`).join('; ');
    return {
      state: 'SENT',
      sentAt: now,
      error: rejected || null,
    } satisfies Prisma.DeliveryUpdateManyMutationInput;
  }
  const waitMs = backoff(MAIL_BACKOFF, attempts);
  const error = publicError(result.error);
  if (result.isPermanent || waitMs === null) return { state: 'FAILED', error } as const;
  return { state: 'QUEUED', error, nextAttemptAt: new Date(now.getTime() + waitMs) } as const;
}

/** Returns a mail server's reply unchanged, and hides how the operator's server is reached. */
function publicError(error: string): string {
  return /^[45]\d\d\b|^The (statement|message) /.test(error)
    ? error
    : 'The mail server could not be reached.';
}
