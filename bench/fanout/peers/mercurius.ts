// Mercurius with subscriptions as its documentation has them: its own pubsub, in memory.
import fastify from 'fastify';
import { type IResolvers, mercurius } from 'mercurius';
import { host, port } from '../../peers/settings.ts';
import type { PaymentReceived } from '../listener.ts';
import { steadyMs } from '../steady-clock.ts';
import { typeDefs } from './schema.ts';

const TOPIC = 'PAYMENT_RECEIVED';

const resolvers: IResolvers = {
  Query: { ready: () => true },
  Subscription: {
    paymentReceived: { subscribe: (_root, _args, { pubsub }) => pubsub.subscribe(TOPIC) },
  },
};

const app = fastify();
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1, graphiql: false, subscription: true });

app.post<{ Body: PaymentReceived }>('/publish', async (request) => {
  const atMs = steadyMs();
  app.graphql.pubsub.publish({ topic: TOPIC, payload: { paymentReceived: request.body } });
  return { atMs };
});

await app.listen({ port, host });
