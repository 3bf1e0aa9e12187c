import type { Delivery, Prisma } from '../generated/prisma/client.ts';
import type { SendResult } from '../mail/message.ts';
import type { MailTransport } from '../mail/transport.ts';
import type { Gateway } from '../platform/gateway.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { backoff } from '../values/backoff.ts';
import { MINUTE_MS } from '../values/durations.ts';
import { composeDelivery, type DueDelivery, WITH_SOURCE } from './compose-delivery.ts';
import { MAIL_BACKOFF } from './mail-backoff.ts';

/** What a delivery that failed for good means to others, in the transaction that says so. */
export type OnFailed = (unit: UnitOfWork, delivery: Delivery) => Promise<void>;

/** As many as the mail server is spoken to at once. */
const AT_ONCE = 3;
/** Longer than an attempt may take: then whoever had taken it up is gone, and another takes it up. */
const LEASE_MS = 10 * MINUTE_MS;

/**
 * Sends some of the messages that are due, of all accounts. A message that was handed over by a node
 * which died before it could say so is sent again, with the same Message-ID.
 * @returns whether there may be more
 */
export async function sendDueDeliveries(
  gateway: Gateway,
  transport: MailTransport,
  onFailed: OnFailed,
): Promise<boolean> {
  const taken = await takeDue(gateway);
  await Promise.all(taken.map((delivery) => sendOne(gateway, transport, delivery, onFailed)));
  return taken.length > 0;
}

async function takeDue({ database, clock }: Gateway): Promise<DueDelivery[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + LEASE_MS);
  const taken = await database.prisma.$queryRaw<{ accountId: string; id: string }[]>`
    UPDATE "Delivery" SET attempts = attempts + 1, "nextAttemptAt" = ${until}
    WHERE ("accountId", id) IN (
      SELECT "accountId", id FROM "Delivery" WHERE state = 'QUEUED' AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING "accountId", id`;
  if (taken.length === 0) return [];
  return database.prisma.delivery.findMany({
    where: { OR: taken.map(({ accountId, id }) => ({ accountId, id })) },
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
    // Where the lease ran out, and another has taken it up meanwhile, that one says how it ended.
    const { count } = await unit.tx.delivery.updateMany({
      where: { accountId, id, attempts, state: 'QUEUED' },
      data,
    });
    if (count > 0 && data.state === 'FAILED' && result !== WITHDRAWN) await onFailed(unit, delivery);
  });
}

/** Nobody refused it: it is not to be sent any more. */
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
    gateway.log.error({ error, deliveryId: delivery.id }, 'A message could not be made.');
    return { ok: false, isPermanent: false, error: 'The message could not be made.' };
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
  const error = wordsFor(result.error);
  if (result.isPermanent || waitMs === null) return { state: 'FAILED', error } as const;
  return { state: 'QUEUED', error, nextAttemptAt: new Date(now.getTime() + waitMs) } as const;
}

/** A server's answer is shown as it is; how the operator's server is reached is nobody else's business. */
function wordsFor(error: string): string {
  return /^[45]\d\d\b|^The (statement|message) /.test(error)
    ? error
    : 'The mail server could not be reached.';
}
