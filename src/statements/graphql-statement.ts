import type { ObjectRef } from '@pothos/core';
import type { Invoice } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { NodeInterface } from '../graphql/nodes.ts';
import { addContentFields, type ContentRow, StatementContentInterface } from './graphql.ts';
import { pdfUrl, publicUrl } from './public-url.ts';
import type { SentKind } from './statement-kind.ts';

type StatementRow = ContentRow & Pick<Invoice, 'statementNo' | 'date'>;

export const StatementInterface = builder.interfaceRef<StatementRow>('Statement').implement({
  description: 'A statement that a client receives: an invoice or an estimate.',
  interfaces: [NodeInterface, StatementContentInterface],
  fields: (t) => ({
    hashKey: t.exposeString('hashKey', {
      description:
        'A short, unguessable key, part of the addresses of the public page and PDF. The query for a single object of ' +
        'this type accepts it in `by`.',
    }),
    statementNo: t.exposeString('statementNo', {
      description:
        'The number shown to the client, such as `IN-001`. Unique in the account among objects of the same ' +
        'type, even those in the trash.',
    }),
    date: t.expose('date', { type: 'Date', description: 'The date of issue, shown to the client.' }),
  }),
});

const urls = {
  publicUrl: {
    urlOf: publicUrl,
    description:
      "The address of the public page for the client. The client's first visit after the statement is sent marks it " +
      'as viewed, and an estimate can be accepted there. Not available while the statement is in the trash.',
  },
  pdfUrl: {
    urlOf: pdfUrl,
    description:
      'The public address of the statement as a PDF. Not available while the statement is in the trash.',
  },
};
for (const [name, { description }] of Object.entries(urls)) {
  builder.interfaceField(StatementInterface, name, (t) => t.field({ type: 'URL', description }));
}

/** Adds to a type whatever depends on the kind of statement that it shows, its content included. */
export function addStatementFields<Row extends { id: string; hashKey: string }>(
  ref: ObjectRef<Types, Row>,
  kind: SentKind,
): void {
  addContentFields(ref, kind);
  for (const [name, { urlOf, description }] of Object.entries(urls)) {
    builder.objectField(ref, name, (t) =>
      t.field({
        type: 'URL',
        description,
        resolve: ({ hashKey }, _, { gateway, actor }) =>
          urlOf(gateway.config, kind, { accountId: actor.accountId, hashKey }),
      }),
    );
  }
}
