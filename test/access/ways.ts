import { GraphQLEnumType, type GraphQLSchema } from 'graphql';
import type { Ability } from '../../src/generated/prisma/client.ts';
import { callOf, fill, type Leaf } from '../support/arguments.ts';
import { idFor, plainValues, type World } from '../support/world.ts';
import type { Place } from './needs.ts';

/** How a field is reached, and which abilities lead there. */
export interface Way {
  document: string;
  variables: Record<string, unknown>;
  path: string[];
  abilities: Ability[];
}

const OPERATIONS = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const;

/** A field of the root, with all that it requires. @param ids of what is not to be the world's own */
export function wayToRoot(
  schema: GraphQLSchema,
  { type, field }: Place,
  { world, ids = {} }: { world: World; ids?: Record<string, string> },
): Way {
  const choose = (leaf: Leaf): unknown => {
    const named = schema.getType(leaf.typename);
    if (named instanceof GraphQLEnumType) return named.getValues()[0]!.name;
    if (leaf.typename === 'ID') return ids[leaf.field] ?? idFor(world, leaf);
    return plainValues[leaf.typename];
  };
  const variables = fill(type.name, field, choose);
  const operation = OPERATIONS[type.name as keyof typeof OPERATIONS];
  const document = callOf(operation, field, { variables, selection: '__typename' });
  return { document, variables, path: [field.name], abilities: [] };
}

/** A field of an object that is found by its id. */
export function wayByNode({ type, field }: Place, world: World, reader: Ability): Way {
  const document = `query($id: ID!) { node(id: $id) { ... on ${type.name} { ${field.name} { __typename } } } }`;
  const variables = { id: world.ids.get(type.name) };
  return { document, variables, path: ['node', field.name], abilities: [reader] };
}

/** For the objects that one comes to without being allowed to read them, by having changed them. */
const CHANGES: Record<string, [mutation: string, shown: string, ability: Ability]> = {
  Organization: ['updateOrganization', 'connection', 'CONNECTIONS_WRITE'],
  Individual: ['updateIndividual', 'connection', 'CONNECTIONS_WRITE'],
  Contact: ['updateContact', 'contact', 'CONNECTIONS_WRITE'],
  Invoice: ['updateInvoice', 'invoice', 'STATEMENTS_WRITE'],
  Estimate: ['updateEstimate', 'estimate', 'STATEMENTS_WRITE'],
  RecurringInvoice: ['updateRecurringInvoice', 'recurringInvoice', 'STATEMENTS_WRITE'],
  Payment: ['updatePayment', 'payment', 'PAYMENTS_WRITE'],
  Webhook: ['updateWebhook', 'webhook', 'WEBHOOKS_WRITE'],
  WebhookDelivery: ['retryWebhookDelivery', 'delivery', 'WEBHOOKS_WRITE'],
  Refund: ['refundPayment', 'refund', 'PAYMENTS_WRITE'],
};

export async function wayByChange({ type, field }: Place, world: World): Promise<Way> {
  const [mutation, shown, ability] = CHANGES[type.name] ?? [];
  if (!mutation) throw new Error(`How is a ${type.name} changed? Teach test/access/ways.ts.`);
  const way = await wayToSuccess(
    `${capitalize(mutation)}Success`,
    `${shown} { ${field.name} { __typename } }`,
    {
      ...{ world, id: world.ids.get(type.name)! },
    },
  );
  return { ...way, path: [mutation, shown!, field.name], abilities: [ability!] };
}

/** A field of what a mutation of payments answers when it is done. */
export async function wayByPayment({ type, field }: Place, world: World): Promise<Way> {
  const way = await wayToSuccess(type.name, `${field.name} { __typename }`, { world });
  return { ...way, path: [...way.path, field.name], abilities: ['PAYMENTS_WRITE'] };
}

/** Something that the mutation can be done with, each time anew where it is about payments. */
async function wayToSuccess(
  success: string,
  selection: string,
  { world: { caller }, id }: { world: World; id?: string },
): Promise<Pick<Way, 'document' | 'variables' | 'path'>> {
  const mutation = success.charAt(0).toLowerCase() + success.slice(1, -'Success'.length);
  const selected = `{ ... on ${success} { ${selection} } }`;
  const answer = (variables: object, declared: string, passed: string) => ({
    document: `mutation(${declared}) { ${mutation}(${passed}) ${selected} }`,
    variables: variables as Record<string, unknown>,
    path: [mutation],
  });
  const byInput = (input: object) =>
    answer({ input }, `$input: ${capitalize(mutation)}Input!`, 'input: $input');

  const byId = (own: string) => answer({ id: own }, '$id: ID!', 'id: $id');

  if (mutation === 'retryWebhookDelivery') return byId(id!);
  if (!/Payment$/.test(mutation)) return byInput({ id });
  const invoice = await caller.createInvoice();
  if (mutation === 'recordPayment') {
    return byInput({ invoiceId: invoice.id, amount: '1.00', method: 'CASH' });
  }
  const method = mutation === 'refundPayment' ? 'STRIPE' : 'CHECK';
  const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '1.00', method });
  if (mutation === 'refundPayment') return byInput({ paymentId: payment.id });
  if (mutation === 'updatePayment') return byInput({ id: payment.id });
  return byId(payment.id);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
