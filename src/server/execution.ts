import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { emitToStream } from '../subscriptions/stream-sink.ts';
import type { Engine } from './engine.ts';

/** Runs operations over HTTP by the engine. */
export function useExecution(engine: Engine): Plugin {
  return {
    onParse() {
      return ({ result }) => {
        if (result instanceof GraphQLError) result.extensions.code ??= 'GRAPHQL_PARSE_FAILED';
      };
    },
    onExecute({ args, setExecuteFn }) {
      setExecuteFn(() => engine.execute(args));
    },
    onSubscribe({ args, setSubscribeFn }) {
      setSubscribeFn(async () => {
        const opened = await engine.subscribe(args);
        return 'emitTo' in opened ? emitToStream(opened) : opened;
      });
    },
  };
}
