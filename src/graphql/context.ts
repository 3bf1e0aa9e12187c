import type DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import type { Ability } from '../generated/prisma/client.ts';
import type { IdempotentRequest } from '../idempotency/idempotent-request.ts';
import type { KeyActor, TransactionMiddleware } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { type AccountReader, readAccount } from '../platform/postgres/account-reader.ts';
import type { ExtendedClient } from '../platform/postgres/database.ts';
import { requestError } from '../values/graphql-request-error.ts';

/** The rate limit of an account, including this request. */
export interface RateLimitStatus {
  limit: number;
  remaining: number;
  resetAt: Date;
}

/** The state that the resolvers of one operation share. */
export class Context {
  readonly gateway: Gateway;
  /** Null without an `Idempotency-Key` header. */
  readonly idempotentRequest: IdempotentRequest | null;
  /** Null without an API key. */
  rateLimitStatus: RateLimitStatus | null = null;
  /** The `Last-Event-ID` header of a reconnecting SSE client: the cursor of the last event it received. */
  lastEventId: string | null = null;
  /** Throws once the client has disconnected. Called before every statement and every change. */
  throwIfAborted: () => void = () => {};
  #actor: KeyActor | null;
  #reader: AccountReader | null = null;
  #loaders = new Map<string | symbol, DataLoader<never, unknown>>();

  constructor(gateway: Gateway, actor: KeyActor | null, idempotentRequest: IdempotentRequest | null = null) {
    this.gateway = gateway;
    this.#actor = actor;
    this.idempotentRequest = idempotentRequest;
  }

  get isAnonymous(): boolean {
    return this.#actor === null;
  }

  /** @throws UNAUTHENTICATED without an API key; only introspection works without one */
  get actor(): KeyActor {
    if (!this.#actor) throw unauthenticated();
    return this.#actor;
  }

  /** Runs the caller's later transactions through a middleware. Mutation fields run one after the other. */
  use(middleware: TransactionMiddleware): void {
    this.#actor = { ...this.actor, middleware };
  }

  /** @throws FORBIDDEN, naming the ability, if the caller's key does not have it */
  requireAbility(ability: Ability): void {
    if (!this.actor.abilities.has(ability)) throw forbidden(ability);
  }

  get prisma(): ExtendedClient {
    return this.gateway.database.prisma;
  }

  /** The reader of the caller's account, for batched reads. */
  get reader(): AccountReader {
    this.#reader ??= readAccount(this.gateway.database, this.actor.accountId, () => this.throwIfAborted());
    return this.#reader;
  }

  /** Returns the operation's loader of this name; creates it on first use. */
  loader<Key, Value>(name: string | symbol, make: () => DataLoader<Key, Value>): DataLoader<Key, Value> {
    let loader = this.#loaders.get(name) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = make();
      this.#loaders.set(name, loader as unknown as DataLoader<never, unknown>);
    }
    return loader;
  }

  /** Discards cached rows, after a write. */
  clearLoaders(): void {
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

/** The error for an invalid argument of a query, whose result type has no error members. */
export function badUserInput(message: string, argument: string): GraphQLError {
  return requestError('BAD_USER_INPUT', message, { argument });
}
