import './graphql/scalars.ts';
import './graphql/errors.ts';
import './accounts/graphql.ts';
import './events/graphql.ts';
import './connections/graphql.ts';
import './connections/graphql-mutations.ts';
import './categories/graphql.ts';
import './statements/graphql.ts';
import './invoices/graphql.ts';
import './invoices/graphql-mutations.ts';
import './estimates/graphql.ts';
import './estimates/graphql-mutations.ts';
import './delivery/graphql.ts';
import './payments/graphql.ts';
import './recurring/graphql.ts';
import './recurring/graphql-mutations.ts';
import { builder } from './graphql/builder.ts';

/** The gateway's one schema, of all the domains' types. */
export const schema = builder.toSchema();
