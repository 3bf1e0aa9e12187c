import type DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { KeyActor } from '../platform/actor.ts';
import { type AccountReader, readAccount } from '../platform/database.ts';
import type { Gateway } from '../platform/gateway.ts';

/** What the resolvers of one operation share. */
export class Context {
  readonly gateway: Gateway;
  readonly #actor: KeyActor | null;
  #reader: AccountReader | null = null;
  #loaders = new Map<string | symbol, DataLoader<never, unknown>>();

  constructor(gateway: Gateway, actor: KeyActor | null) {
    this.gateway = gateway;
    this.#actor = actor;
  }

  get isAnonymous(): boolean {
    return this.#actor === null;
  }

  /** @throws UNAUTHENTICATED where no key was given: only introspection goes without */
  get actor(): KeyActor {
    if (!this.#actor) throw unauthenticated();
    return this.#actor;
  }

  get reader(): AccountReader {
    this.#reader ??= readAccount(this.gateway.database, this.actor.accountId);
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

  /** Forgets what was loaded: after a write, and before each event of a subscription. */
  forgetLoaded(): void {
    this.#loaders.clear();
  }
}

export function unauthenticated(message = 'Send an API key: "Authorization: Bearer KEY".'): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } },
  });
}

/** The request itself cannot be answered: an argument of a query that has no refusals in its type. */
export function badUserInput(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}
