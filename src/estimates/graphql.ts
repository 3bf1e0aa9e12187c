import type { ArgBuilder } from '@pothos/core';
import { ConnectionInterface } from '../connections/graphql.ts';
import { ProposalCreatedEvent, ProposalSentEvent, ProposalSignedEvent } from '../events/graphql.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { EstimateStateEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { loadInvoice } from '../invoices/loaders.ts';
import { StatementContentInterface } from '../statements/graphql.ts';
import { LIST_FAILS, StatementBy } from '../statements/graphql-inputs.ts';
import { addStatementFields, StatementInterface } from '../statements/graphql-statement.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { isExpired } from './estimate-state.ts';
import { EstimateFilterInput, EstimateOrderInput } from './graphql-inputs.ts';
import {
  estimateColumns,
  findEstimate,
  loadConversion,
  loadEstimate,
  loadEstimates,
  loadEstimatesOf,
} from './loaders.ts';

export const EstimateType = builder.prismaObject('Estimate', {
  description:
    'An offer to a client, which the client can accept. `convertEstimate` creates an invoice from it.',
  interfaces: [NodeInterface, StatementContentInterface, StatementInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The ID of the estimate.',
      resolve: ({ id }) => encodeId('Estimate', id),
    }),
    expireDate: t.expose('expireDate', {
      type: 'Date',
      description: 'The last day, in UTC, on which the estimate can be accepted.',
    }),
    state: t.expose('state', {
      type: EstimateStateEnum,
      description:
        'The state, which follows from sending, viewing and acceptance. It cannot be set directly.',
    }),
    isExpired: t.boolean({
      description:
        'Whether the estimate is not accepted and past its expiry date by the current date in UTC.',
      resolve: (estimate, _, { gateway }) => isExpired(estimate, gateway.clock.now()),
    }),
    invoice: t.field({
      type: InvoiceType,
      nullable: true,
      description: 'The invoice that `convertEstimate` created from it. Null if there is none.',
      resolve: async ({ id }, _, context) => {
        const invoiceId = await loadConversion(context, id);
        return invoiceId === null ? null : loadInvoice(context, invoiceId);
      },
    }),
  }),
});
addStatementFields(EstimateType, 'Estimate');
registerNode('Estimate', { ability: 'STATEMENTS_READ', load: loadEstimate });

builder.prismaObjectField(InvoiceType, 'estimate', (t) =>
  t.field({
    type: EstimateType,
    nullable: true,
    description:
      'The estimate from which `convertEstimate` created it. Null if there is none, or if it was purged.',
    resolve: ({ estimateId }, _, context) => (estimateId === null ? null : loadEstimate(context, estimateId)),
  }),
);

const EstimateConnection = pageType('Estimate', EstimateType);

const listArgs = (arg: ArgBuilder<Types>) => ({
  ...pageArgs(arg),
  filter: arg({
    type: EstimateFilterInput,
    description: 'Limits the list. Defaults to all estimates that are not in the trash.',
  }),
  orderBy: arg({
    type: EstimateOrderInput,
    description: 'The order. Defaults to the date of issue, newest first.',
  }),
});

builder.queryFields((t) => ({
  estimate: t.field({
    type: EstimateType,
    nullable: true,
    description: 'Returns an estimate, even from the trash. Null if the account has no such estimate.',
    args: {
      by: t.arg({ type: StatementBy, required: true, description: 'The key of the estimate.' }),
    },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findEstimate(context, 'hashKey', by.hashKey);
      if (by.statementNo != null) return findEstimate(context, 'statementNo', by.statementNo);
      const id = idOf(by.id!, 'Estimate');
      return id === null ? null : loadEstimate(context, id);
    },
  }),
  estimates: t.field({
    type: EstimateConnection,
    nullable: true,
    description: `Returns the estimates of the account. ${LIST_FAILS}`,
    args: listArgs(t.arg),
    resolve: (_, args, context, info) =>
      loadEstimates(context, args, selectedColumns(estimateColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceField(ConnectionInterface, 'estimates', (t) =>
  t.field({
    type: EstimateConnection,
    nullable: true,
    description: 'Returns the estimates for this client.',
    args: listArgs(t.arg),
    resolve: (connection, args, context, info) =>
      loadEstimatesOf(context, connection.id, args, selectedColumns(estimateColumns, info, NODE_PATHS)),
  }),
);

for (const event of [ProposalCreatedEvent, ProposalSentEvent, ProposalSignedEvent]) {
  builder.objectField(event, 'estimate', (t) =>
    t.field({
      type: EstimateType,
      nullable: true,
      description: 'The estimate as it is now. Null if it was purged.',
      resolve: ({ estimateId }, _, context) => loadEstimate(context, estimateId!),
    }),
  );
}
