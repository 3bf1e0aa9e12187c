import { egressPost } from '../platform/egress/egress-post.ts';
import type { Gateway } from '../platform/gateway.ts';
import { encodeId } from '../values/global-id.ts';
import { ATTEMPT_MS, type WebhookClaim } from './claim-webhooks.ts';
import { composePayload } from './compose-payload.ts';
import { recordAttempt } from './record-attempt.ts';
import { signPayload } from './sign-payload.ts';

/** Makes one attempt and records its result. Never throws: an attempt that was not recorded is retried. */
export async function attemptDelivery(gateway: Gateway, claim: WebhookClaim): Promise<void> {
  try {
    const at = gateway.clock.now();
    // The lease would expire during the attempt, as this node or the database was stalled since the claim.
    if (claim.busyUntil.getTime() - at.getTime() < ATTEMPT_MS) return;
    const { url, secrets, event, category } = claim;
    const body = composePayload(event, category);
    const id = encodeId('WebhookDelivery', claim.deliveryId);
    const response = await egressPost({
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
    await recordAttempt(gateway, claim, { at, response });
  } catch (error) {
    gateway.log.error({ error, deliveryId: claim.deliveryId }, 'A delivery attempt could not be recorded.');
  }
}
