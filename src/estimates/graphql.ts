import { ConnectionInterface } from '../connections/graphql.ts';
import { ProposalCreatedEvent, ProposalSentEvent, ProposalSignedEvent } from '../events/graphql.ts';
import { builder } from '../graphql/builder.ts';
import { EstimateStateEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { loadInvoice } from '../invoices/loaders.ts';
import { addStatementFields, StatementContentInterface, StatementInterface } from '../statements/graphql.ts';
import { StatementBy } from '../statements/graphql-inputs.ts';
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
  interfaces: [NodeInterface, StatementContentInterface, StatementInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Estimate', id) }),
    expireDate: t.expose('expireDate', {
      type: 'Date',
      description: 'The last day on which it can be accepted.',
    }),
    state: t.expose('state', { type: EstimateStateEnum }),
    isExpired: t.boolean({
      description: 'Not accepted, and past its date of expiry (by the date in UTC).',
      resolve: (estimate, _, { gateway }) => isExpired(estimate, gateway.clock.now()),
    }),
    invoice: t.field({
      type: InvoiceType,
      nullable: true,
      description: 'The invoice made from it, if any.',
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
    description: 'The estimate that it was made from, if any.',
    resolve: ({ estimateId }, _, context) => (estimateId === null ? null : loadEstimate(context, estimateId)),
  }),
);

const EstimateConnection = pageType('Estimate', EstimateType);

builder.queryFields((t) => ({
  estimate: t.field({
    type: EstimateType,
    nullable: true,
    args: { by: t.arg({ type: StatementBy, required: true }) },
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
    description: 'The newest date first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: EstimateFilterInput }),
      orderBy: t.arg({ type: EstimateOrderInput }),
    },
    resolve: (_, args, context, info) =>
      loadEstimates(context, args, selectedColumns(estimateColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceField(ConnectionInterface, 'estimates', (t) =>
  t.field({
    type: EstimateConnection,
    nullable: true,
    description: 'The newest date first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: EstimateFilterInput }),
      orderBy: t.arg({ type: EstimateOrderInput }),
    },
    resolve: (connection, args, context, info) =>
      loadEstimatesOf(context, connection.id, args, selectedColumns(estimateColumns, info, NODE_PATHS)),
  }),
);

for (const event of [ProposalCreatedEvent, ProposalSentEvent, ProposalSignedEvent]) {
  builder.objectField(event, 'estimate', (t) =>
    t.field({
      type: EstimateType,
      nullable: true,
      description: 'As it is now; null once it is purged.',
      resolve: ({ estimateId }, _, context) => loadEstimate(context, estimateId!),
    }),
  );
}
