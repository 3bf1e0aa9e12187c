import { egressPost } from '../platform/egress/egress-post.ts';
import type { Gateway } from '../platform/gateway.ts';
import { encodeId } from '../values/global-id.ts';
import { ATTEMPT_MS, type WebhookClaim } from './claim-webhooks.ts';
import { composePayload } from './compose-payload.ts';
import { recordAttempt } from './record-attempt.ts';
import { signPayload } from './sign-payload.ts';

/** Makes one attempt, and writes down what came of it. Never throws: what was not written is tried again. */
export async function attemptDelivery(gateway: Gateway, turn: WebhookClaim): Promise<void> {
  try {
    const at = gateway.clock.now();
    // The turn was taken so long ago, by a node or a database that stood still, that it would end during the attempt.
    if (turn.busyUntil.getTime() - at.getTime() < ATTEMPT_MS) return;
    const { url, secrets, event, category } = turn;
    const body = composePayload(event, category);
    const id = encodeId('WebhookDelivery', turn.deliveryId);
    const answer = await egressPost({
      url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'billing-gateway',
        ...signPayload({ id, at, body, secrets }),
      },
      body,
      timeoutMs: ATTEMPT_MS,
      allowsLoopback: gateway.config.webhooksAllowLoopback,
    });
    await recordAttempt(gateway, turn, { at, answer });
  } catch (error) {
    gateway.log.error({ error, deliveryId: turn.deliveryId }, 'An attempt to deliver could not be recorded.');
  }
}
