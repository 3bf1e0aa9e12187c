import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql';
import type { Config } from '../../platform/config.ts';
import { networkOf } from '../../platform/network-of.ts';

/** The transport of an operation, as far as the limits need it. */
export interface TransportInfo {
  /** The HTTP request; over a WebSocket the one that opened it. */
  req?: IncomingMessage;
  /** Over HTTP: the response that gets the headers. */
  res?: ServerResponse;
  /** Over a WebSocket: whether the operation's extensions request its cost. */
  wantsCost?: boolean;
}

const COST_HEADER = 'x-graphql-cost';

export function transportInfoOf({ contextValue }: ExecutionArgs): TransportInfo {
  return contextValue as TransportInfo;
}

/** Returns the network that an operation comes from. */
export function originOf({ req }: TransportInfo, config: Config): string {
  return req ? networkOf(req, config) : '';
}

/** Whether the client of a query has disconnected. Mutations run to their end regardless. */
export function isDisconnected(args: ExecutionArgs): boolean {
  if (!transportInfoOf(args).req?.socket.destroyed) return false;
  return getOperationAST(args.document, args.operationName)?.operation === 'query';
}

/**
 * Adds the cost to a response if it was requested, by a header or over a WebSocket by the operation's extensions.
 * A response without `data` was not executed, and gets none.
 */
export function withCost(args: ExecutionArgs, result: ExecutionResult, cost: number): ExecutionResult {
  const { req, wantsCost } = transportInfoOf(args);
  const isRequested = wantsCost || req?.headers[COST_HEADER] !== undefined;
  return isRequested && 'data' in result ? { ...result, extensions: { ...result.extensions, cost } } : result;
}
