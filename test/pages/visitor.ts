import { expect } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import {
  type GatewayOptions,
  type StartedGateway,
  startGateway,
  type TestGateway,
  useGateway,
} from '../support/gateway.ts';

/** Runs a gateway behind one proxy, so that each visitor can come from a network of its own. */
export function usePages(env?: Record<string, string>): TestGateway {
  return useGateway(behindProxy(env));
}

/** Starts a gateway like that of `usePages`, which the caller has to stop. */
export function startPages(env?: Record<string, string>): Promise<StartedGateway> {
  return startGateway(behindProxy(env));
}

function behindProxy(env?: Record<string, string>): GatewayOptions {
  return { env: { TRUST_PROXY: '1', ...env } };
}

/** Somebody without a key, who has an address. */
export interface Visitor {
  origin: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  read(path: string): Promise<string>;
  post(path: string, headers?: Record<string, string>): Promise<Response>;
}

let visitors = 0;

export function newVisitor({ url }: Pick<TestGateway, 'url'>, network?: string): Visitor {
  visitors += 1;
  const { origin } = new URL(url);
  const from = network ?? `10.1.${visitors >> 8}.${visitors & 255}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { 'x-forwarded-for': from, ...(init.headers as Record<string, string>) },
    });
  return {
    origin,
    ask,
    async read(path) {
      const response = await ask(path);
      expect(response.status).toBe(200);
      return response.text();
    },
    post: (path, headers = {}) => ask(path, { method: 'POST', headers }),
  };
}

export interface Statement {
  id: string;
  /** Of its page. */
  path: string;
}

async function withPath(caller: Caller, id: string): Promise<Statement> {
  const { node } = await caller.run(
    'query($id: ID!) { node(id: $id) { ... on Invoice { publicUrl } ... on Estimate { publicUrl } } }',
    { id },
  );
  // In tests the public address has the port 0.
  return { id, path: new URL(node.publicUrl).pathname };
}

export async function draftInvoice(caller: Caller, input: Record<string, unknown> = {}): Promise<Statement> {
  return withPath(caller, (await caller.createInvoice(input)).id);
}

export async function sentInvoice(caller: Caller, input: Record<string, unknown> = {}): Promise<Statement> {
  const invoice = await draftInvoice(caller, input);
  const sent = await caller.mutate('sendInvoice', { invoiceId: invoice.id });
  expect(sent.__typename).toBe('SendInvoiceSuccess');
  return invoice;
}

export async function draftEstimate(caller: Caller, input: Record<string, unknown> = {}): Promise<Statement> {
  const connectionId = input.connectionId ?? (await caller.createOrganization()).id;
  const made = await caller.mutate(
    'createEstimate',
    {
      connectionId,
      date: '2026-01-15',
      expireDate: '2026-02-14',
      lineItems: [{ expense: { description: 'Travel', amount: '100.00' } }],
      ...input,
    },
    '... on CreateEstimateSuccess { estimate { id } }',
  );
  expect(made.__typename).toBe('CreateEstimateSuccess');
  return withPath(caller, made.estimate.id);
}

export async function sentEstimate(caller: Caller, input: Record<string, unknown> = {}): Promise<Statement> {
  const estimate = await draftEstimate(caller, input);
  const sent = await caller.mutate('sendEstimate', { estimateId: estimate.id });
  expect(sent.__typename).toBe('SendEstimateSuccess');
  return estimate;
}

export async function stateOf(caller: Caller, { id }: Statement): Promise<string> {
  const { node } = await caller.run(
    'query($id: ID!) { node(id: $id) { ... on Invoice { invoiceState: state } ... on Estimate { estimateState: state } } }',
    { id },
  );
  return node.invoiceState ?? node.estimateState;
}

/** The names of an account's events so far. */
export async function eventsOf(caller: Caller): Promise<string[]> {
  const { events } = await caller.run('{ events(first: 100) { nodes { name } } }');
  return events.nodes.map(({ name }: Answer) => name);
}
