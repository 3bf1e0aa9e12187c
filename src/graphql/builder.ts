import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import type PrismaTypes from '../generated/pothos.ts';
import { getDatamodel } from '../generated/pothos.ts';
import type { Context } from './context.ts';

export type Scalars = {
  ID: { Input: string; Output: string };
  Date: { Input: string; Output: Date };
  DateTime: { Input: string; Output: Date };
  Decimal: { Input: string; Output: string };
  Currency: { Input: string; Output: string };
  CountryCode: { Input: string; Output: string };
  EmailAddress: { Input: string; Output: string };
  URL: { Input: string; Output: string };
};

/** The one schema builder; every domain's graphql.ts adds its types to it. */
export const builder = new SchemaBuilder<{
  Context: Context;
  Scalars: Scalars;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
}>({
  plugins: [ErrorsPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [], directResult: true },
  prisma: {
    // Fields load through the domains' own loaders; the plugin provides the types and their descriptions.
    client: () => {
      throw new Error('A field tried to load through the Prisma plugin: give it a resolver over a loader.');
    },
    dmmf: getDatamodel(),
    exposeDescriptions: true,
  },
});

export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

builder.queryType({ description: "Reads objects of the API key's account." });
builder.mutationType({
  description:
    "Changes objects of the API key's account. Each field runs in a transaction of its own, one after the other, and is " +
    'nullable, so that a field that fails leaves the results of the others. ' +
    'Send the header `Idempotency-Key` to retry safely.',
});
builder.subscriptionType({
  description: "Streams events of the API key's account as they happen, over SSE or a WebSocket.",
});
