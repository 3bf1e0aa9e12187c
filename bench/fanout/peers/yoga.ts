// GraphQL Yoga with its own createPubSub, and graphql-ws over ws, put together as Yoga's documentation has it.
import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { host, port } from '../../peers/settings.ts';
import type { PaymentReceived } from '../listener.ts';
import { answerPublisher } from './answer-publisher.ts';
import { typeDefs } from './schema.ts';

const pubSub = createPubSub<{ paymentReceived: [event: PaymentReceived] }>();

const yoga = createYoga({
  schema: createSchema({
    typeDefs,
    resolvers: {
      Query: { ready: () => true },
      Subscription: {
        paymentReceived: {
          subscribe: () => pubSub.subscribe('paymentReceived'),
          resolve: (event: PaymentReceived) => event,
        },
      },
    },
  }),
  graphiql: false,
  logging: false,
});

const server = createServer(answerPublisher((event) => pubSub.publish('paymentReceived', event), yoga));
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });

interface Root {
  execute: ReturnType<typeof yoga.getEnveloped>['execute'];
  subscribe: ReturnType<typeof yoga.getEnveloped>['subscribe'];
}

useServer(
  {
    execute: (args) => (args.rootValue as Root).execute(args),
    subscribe: (args) => (args.rootValue as Root).subscribe(args),
    async onSubscribe(ctx, _id, params) {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...ctx,
        req: ctx.extra.request,
        socket: ctx.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      if (errors.length) return errors;
      return args;
    },
  },
  sockets,
);

server.listen(port, host);
