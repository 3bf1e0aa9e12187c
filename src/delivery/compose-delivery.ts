import { type DocumentSource, loadDocument } from '../documents/load-document.ts';
import { pdfName } from '../documents/pdf-name.ts';
import { renderPdf } from '../documents/render-pdf.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { MailAttachment, Mailbox, MailMessage } from '../mail/message.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { SentKind } from '../statements/statement-kind.ts';

/** The relations that are loaded with a delivery to compose its mail. */
export const WITH_SOURCE = {
  account: true,
  invoice: { include: { connection: true } },
  estimate: { include: { connection: true } },
} satisfies Prisma.DeliveryInclude & Record<Uncapitalize<SentKind>, object>;

export type DueDelivery = Prisma.DeliveryGetPayload<{ include: typeof WITH_SOURCE }>;

/** Composes the mail of a delivery. Returns null if its statement is in the trash. */
export async function composeDelivery(gateway: Gateway, delivery: DueDelivery): Promise<MailMessage | null> {
  const source = sourceOf(delivery);
  if (source.statement.trashedAt) return null;
  const { account, connection } = source;
  return {
    id: delivery.id,
    from: { name: account.name, email: gateway.config.mailFrom },
    replyTo: account.replyTo,
    recipients: delivery.recipients as unknown as Mailbox[],
    blindCopies: delivery.blindCopies as unknown as Mailbox[],
    subject: delivery.subject,
    text: delivery.message,
    language: connection.language,
    attachments: delivery.attachment ? [await attach(gateway, delivery.accountId, source)] : [],
    createdAt: delivery.createdAt,
  };
}

function sourceOf({ account, invoice, estimate }: DueDelivery): DocumentSource {
  if (invoice) return { account, connection: invoice.connection, kind: 'Invoice', statement: invoice };
  if (estimate) return { account, connection: estimate.connection, kind: 'Estimate', statement: estimate };
  throw new Error('The delivery has no statement.');
}

async function attach(gateway: Gateway, accountId: string, source: DocumentSource): Promise<MailAttachment> {
  const document = await loadDocument({ gateway, accountId }, source);
  return {
    filename: pdfName(document),
    contentType: 'application/pdf',
    content: await renderPdf(document),
  };
}
