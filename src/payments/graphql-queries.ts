import { builder } from '../graphql/builder.ts';
import { PaymentStateEnum } from '../graphql/enums.ts';
import { pageArgs } from '../graphql/pages.ts';
import { DateRange } from '../statements/graphql-inputs.ts';
import { idOf } from '../values/global-id.ts';
import { PaymentConnection, PaymentType } from './graphql.ts';
import { loadPayment, loadPayments } from './loaders.ts';

const PaymentFilter = builder.inputType('PaymentFilter', {
  description: 'Selects payments. All given conditions must match.',
  fields: (t) => ({
    invoiceId: t.id({ description: 'Payments of this invoice.' }),
    connectionId: t.id({ description: 'Payments of the invoices of this connection.' }),
    states: t.field({
      type: [PaymentStateEnum],
      description: 'Payments in any of these states. An empty list matches none.',
    }),
    date: t.field({ type: DateRange, description: 'Payments dated in this range.' }),
  }),
});

builder.queryFields((t) => ({
  payment: t.field({
    type: PaymentType,
    nullable: true,
    description: 'Finds a payment by its ID. Null if the account has no such payment.',
    args: { id: t.arg.id({ required: true, description: 'The ID of the payment.' }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Payment');
      return id === null ? null : loadPayment(context, id);
    },
  }),
  payments: t.field({
    type: PaymentConnection,
    nullable: true,
    description:
      "The account's payments, latest date first, without unrealized payments of invoices in the trash.",
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: PaymentFilter, description: 'Returns matching payments only.' }),
    },
    resolve: (_, args, context) => loadPayments(context, args),
  }),
}));
