import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql';
import type { Config } from '../../platform/config.ts';
import { networkOf } from '../../platform/network-of.ts';

/** What the limits know of the way by which an operation came. */
export interface TransportInfo {
  /** The request as it came; over a WebSocket the one that opened it. */
  req?: IncomingMessage;
  /** Over HTTP: whom the headers are told. */
  res?: ServerResponse;
  /** Over a WebSocket: whether the operation asks in its extensions for what it costs. */
  wantsCost?: boolean;
}

const COST_HEADER = 'x-graphql-cost';

export function transportInfoOf({ contextValue }: ExecutionArgs): TransportInfo {
  return contextValue as TransportInfo;
}

/** The network that an operation came from. */
export function originOf({ req }: TransportInfo, config: Config): string {
  return req ? networkOf(req, config) : '';
}

/** Whether nobody is there any more to take a query's answer. A mutation is carried out all the same. */
export function isDisconnected(args: ExecutionArgs): boolean {
  if (!transportInfoOf(args).req?.socket.destroyed) return false;
  return getOperationAST(args.document, args.operationName)?.operation === 'query';
}

/**
 * Says in an answer what it cost, where that was asked for: by a header, or over a WebSocket by the
 * operation's extensions. All others are spared it. What kept an operation from running has no `data`.
 */
export function withCost(args: ExecutionArgs, result: ExecutionResult, cost: number): ExecutionResult {
  const { req, wantsCost } = transportInfoOf(args);
  const isAsked = wantsCost || req?.headers[COST_HEADER] !== undefined;
  return isAsked && 'data' in result ? { ...result, extensions: { ...result.extensions, cost } } : result;
}
