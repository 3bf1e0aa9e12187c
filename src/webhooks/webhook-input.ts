import { EventType } from '../generated/prisma/enums.ts';
import type { Config } from '../platform/config.ts';
import { checkEgressUrl, type UrlProblem } from '../platform/egress/check-egress-url.ts';
import type { InputCheck } from '../values/input-check.ts';

export interface WebhookInput {
  url?: string | null;
  events?: EventType[] | null;
  description?: string | null;
}

const MAX_URL = 2_048;
const MAX_DESCRIPTION = 250;

const URL_MESSAGES: Record<UrlProblem, string> = {
  INVALID_URL: 'This is not a valid URL such as https://example.com/webhooks.',
  NOT_HTTPS: 'The URL must begin with https.',
  HAS_CREDENTIALS: 'The URL must not contain credentials. Payloads are signed instead.',
  NOT_PUBLIC: 'The URL is not on the public internet.',
};

/** Checks the given fields and returns them as they are stored. */
export function checkWebhook(
  check: InputCheck,
  { webhooksAllowLoopback: allowsLoopback }: Config,
  { url, events, description }: WebhookInput,
) {
  return {
    ...(url !== undefined && { url: checkUrl(check, url, allowsLoopback) }),
    ...(events !== undefined && { events: checkEvents(check, events) }),
    ...(description !== undefined && {
      description: check.optionalLine(['description'], description, MAX_DESCRIPTION),
    }),
  };
}

function checkUrl(check: InputCheck, value: string | null, allowsLoopback: boolean): string {
  const problemsBefore = check.issues.length;
  const url = check.line(['url'], value, MAX_URL);
  if (check.issues.length > problemsBefore) return url;
  const fault = checkEgressUrl(url, { allowsLoopback });
  if (fault) check.add(['url'], fault, URL_MESSAGES[fault]);
  return url;
}

/** Returns the events in the order of the enum. */
function checkEvents(check: InputCheck, events: EventType[] | null): EventType[] {
  if (!events || events.length === 0) {
    check.add(['events'], 'REQUIRED', 'A webhook needs at least one event.');
  }
  events?.forEach((type, index) => {
    if (events.indexOf(type) < index) check.add(['events', index], 'DUPLICATE', `${type} is listed twice.`);
  });
  return Object.values(EventType).filter((type) => events?.includes(type));
}
