import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from './gateway.ts';

/** Who acts: an API key of an account, at a gateway. */
export interface Actor {
  gateway: Gateway;
  accountId: string;
  apiKeyId: string;
  plan: Plan;
  abilities: ReadonlySet<Ability>;
}
