import './graphql/scalars.ts';
import './graphql/errors.ts';
import './accounts/graphql.ts';
import './accounts/graphql-mutations.ts';
import './events/graphql.ts';
import './events/graphql-queries.ts';
import './events/graphql-subscriptions.ts';
import './connections/graphql.ts';
import './connections/graphql-contacts.ts';
import './connections/graphql-queries.ts';
import './connections/graphql-mutations.ts';
import './categories/graphql.ts';
import './statements/graphql.ts';
import './statements/graphql-statement.ts';
import './invoices/graphql.ts';
import './invoices/graphql-mutations.ts';
import './estimates/graphql.ts';
import './estimates/graphql-mutations.ts';
import './recurring/graphql.ts';
import './recurring/graphql-mutations.ts';
import './delivery/graphql.ts';
import './delivery/graphql-mutations.ts';
import './payments/graphql.ts';
import './payments/graphql-queries.ts';
import './payments/graphql-mutations.ts';
import './webhooks/graphql.ts';
import './webhooks/graphql-mutations.ts';
import { enforceAbilities } from './graphql/abilities.ts';
import { builder } from './graphql/builder.ts';
import { inheritDescriptions } from './graphql/inherit-descriptions.ts';
import { rootsFirst } from './graphql/roots-first.ts';

/** The schema of all domains: the roots first, then all types as written. Each field checks the ability that it requires. */
export const schema = rootsFirst(
  enforceAbilities(inheritDescriptions(builder.toSchema({ sortSchema: false }))),
);
