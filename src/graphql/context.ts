import type DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import type { Ability } from '../generated/prisma/client.ts';
import type { IdempotentRequest } from '../idempotency/idempotent-request.ts';
import type { KeyActor, TransactionMiddleware } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { type AccountReader, readAccount } from '../platform/postgres/account-reader.ts';
import type { ExtendedClient } from '../platform/postgres/database.ts';
import { requestError } from '../values/graphql-request-error.ts';

/** How an account stands with its limits, all that was counted so far included. */
export interface RateLimitStatus {
  limit: number;
  remaining: number;
  resetAt: Date;
}

/** What the resolvers of one operation share. */
export class Context {
  readonly gateway: Gateway;
  /** Null where the caller gave no Idempotency-Key. */
  readonly idempotentRequest: IdempotentRequest | null;
  /** Null without a key. */
  rateLimitStatus: RateLimitStatus | null = null;
  /** The cursor that a listener over SSE has got to, by the header that browsers send when they come back. */
  lastEventId: string | null = null;
  /** Throws where nobody waits for the answer any more. Each statement asks, and so does each change. */
  throwIfAborted: () => void = () => {};
  #actor: KeyActor | null;
  #reader: AccountReader | null = null;
  #loaders = new Map<string | symbol, DataLoader<never, unknown>>();

  constructor(gateway: Gateway, actor: KeyActor | null, keyedRequest: IdempotentRequest | null = null) {
    this.gateway = gateway;
    this.#actor = actor;
    this.idempotentRequest = keyedRequest;
  }

  get isAnonymous(): boolean {
    return this.#actor === null;
  }

  /** @throws UNAUTHENTICATED where no key was given: only introspection goes without */
  get actor(): KeyActor {
    if (!this.#actor) throw unauthenticated();
    return this.#actor;
  }

  /** Runs the caller's later transactions through a middleware; mutation fields run one after the other. */
  use(middleware: TransactionMiddleware): void {
    this.#actor = { ...this.actor, middleware };
  }

  /** @throws FORBIDDEN, which says what is missing, where the caller's key does not have the ability */
  requireAbility(ability: Ability): void {
    if (!this.actor.abilities.has(ability)) throw forbidden(ability);
  }

  get prisma(): ExtendedClient {
    return this.gateway.database.prisma;
  }

  /** What the client's batched reads are given, to read the caller's account. */
  get reader(): AccountReader {
    this.#reader ??= readAccount(this.gateway.database, this.actor.accountId, () => this.throwIfAborted());
    return this.#reader;
  }

  /** The operation's one loader of this name, made when it is first asked for. */
  loader<Key, Value>(name: string | symbol, make: () => DataLoader<Key, Value>): DataLoader<Key, Value> {
    let loader = this.#loaders.get(name) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = make();
      this.#loaders.set(name, loader as unknown as DataLoader<never, unknown>);
    }
    return loader;
  }

  /** Forgets what was loaded: after a write. */
  forgetLoaded(): void {
    this.#loaders.clear();
  }
}

export function unauthenticated(message = 'Send an API key: "Authorization: Bearer KEY".'): GraphQLError {
  const http = { status: 401, headers: { 'www-authenticate': 'Bearer' } };
  return requestError('UNAUTHENTICATED', message, { http });
}

function forbidden(ability: Ability): GraphQLError {
  return requestError('FORBIDDEN', `This API key does not have the ability ${ability}.`, { ability });
}

/** The error of a request whose query argument is invalid: the types of queries have no errors. */
export function badUserInput(message: string, argument: string): GraphQLError {
  return requestError('BAD_USER_INPUT', message, { argument });
}
