import { queueDueReminders } from './delivery/queue-due-reminders.ts';
import { sendDueDeliveries } from './delivery/send-due-deliveries.ts';
import { pruneEvents } from './events/prune-events.ts';
import { pruneRequests } from './idempotency/prune-requests.ts';
import type { MailTransport } from './mail/transport.ts';
import type { Gateway } from './platform/gateway.ts';
import type { Task } from './platform/worker.ts';
import { billDuePeriods } from './recurring/bill-due-periods.ts';
import { pauseForReview } from './recurring/pause-for-review.ts';
import { oldestOwedEvent } from './webhooks/oldest-owed-event.ts';
import { sendWebhooks } from './webhooks/send-webhooks.ts';

/** Returns the background tasks of a gateway. */
export function dueWork(gateway: Gateway, transport: MailTransport): Task[] {
  return [
    { name: 'recurring invoices', run: () => billDuePeriods(gateway) },
    { name: 'reminders', run: () => queueDueReminders(gateway) },
    { name: 'mail', run: () => sendDueDeliveries(gateway, transport, pauseForReview) },
    { name: 'idempotent requests', run: pruneRequests(gateway) },
    { name: 'events', run: pruneEvents(gateway, oldestOwedEvent) },
    // Last, so that one pass over all tasks also sends the events of the others.
    sendWebhooks(gateway),
  ];
}
