import './graphql/scalars.ts';
import './graphql/errors.ts';
import './accounts/graphql.ts';
import './connections/graphql.ts';
import './connections/graphql-mutations.ts';
import './categories/graphql.ts';
import './statements/graphql.ts';
import './invoices/graphql.ts';
import './invoices/graphql-mutations.ts';
import './estimates/graphql.ts';
import './estimates/graphql-mutations.ts';
import './recurring/graphql.ts';
import './recurring/graphql-mutations.ts';
import './delivery/graphql.ts';
import './payments/graphql.ts';
import './events/graphql.ts';
import './webhooks/graphql.ts';
import './webhooks/graphql-mutations.ts';
import { enforceAbilities } from './graphql/abilities.ts';
import { builder } from './graphql/builder.ts';
import { inheritDescriptions } from './graphql/inherit-descriptions.ts';
import { rootsFirst } from './graphql/roots-first.ts';

/** The gateway's one schema, of all the domains' types in the order they are written after the roots; each field checks its ability. */
export const schema = rootsFirst(
  enforceAbilities(inheritDescriptions(builder.toSchema({ sortSchema: false }))),
);
