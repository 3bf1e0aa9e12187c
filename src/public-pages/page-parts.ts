import type { IncomingMessage } from 'node:http';
import { type DocumentSource, loadDocument } from '../documents/load-document.ts';
import { pdfName } from '../documents/pdf-name.ts';
import { renderPage } from '../documents/render-page.ts';
import { renderPdf } from '../documents/render-pdf.ts';
import { acceptEstimate } from '../estimates/accept-estimate.ts';
import { viewEstimate } from '../estimates/view-estimate.ts';
import { viewInvoice } from '../invoices/view-invoice.ts';
import type { Actor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { PublicAddress } from '../statements/public-url.ts';
import type { SentKind } from '../statements/statement-kind.ts';
import { InvalidState, NotFound } from '../values/errors.ts';
import type { Limited } from './page-limits.ts';
import { NO_SUCH_PAGE, type PageAnswer, pageAnswer } from './page-responses.ts';
import { awaitsView, revisionOf } from './page-source.ts';

/** A request for a part of a statement that there is. */
export interface Asked {
  gateway: Gateway;
  request: IncomingMessage;
  address: PublicAddress;
  source: DocumentSource;
}

/** What there is behind the address of a statement, and how it may be asked for. */
export interface Part {
  methods: readonly string[];
  limited: Limited;
  /** Left out for what goes on listening. */
  answer?(asked: Asked): Promise<PageAnswer>;
}

const READ = ['GET', 'HEAD'];

const OF_BOTH = new Map<string, Part>([
  ['', { methods: READ, limited: 'page', answer: showPage }],
  ['pdf', { methods: READ, limited: 'pdf', answer: showPdf }],
  ['live', { methods: ['GET'], limited: 'signal' }],
  ['viewed', { methods: ['POST'], limited: 'signal', answer: markViewed }],
]);

const PARTS: Record<SentKind, ReadonlyMap<string, Part>> = {
  Invoice: OF_BOTH,
  Estimate: new Map([...OF_BOTH, ['accept', { methods: ['POST'], limited: 'page', answer: accept }]]),
};

/** Null where there is no such part. */
export function partAt({ kind, part }: PublicAddress): Part | null {
  return PARTS[kind].get(part) ?? null;
}

async function showPage({ gateway, address, source }: Asked): Promise<PageAnswer> {
  const { accountId, hashKey } = address;
  const document = await loadDocument({ gateway, accountId }, source);
  const revision = revisionOf(source, gateway.clock.now());
  return pageAnswer(renderPage(document, { hashKey, revision, awaitsView: awaitsView(source) }));
}

async function showPdf({ gateway, request, address: { accountId }, source }: Asked): Promise<PageAnswer> {
  const document = await loadDocument({ gateway, accountId }, source);
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename*=UTF-8''${encodeFilename(pdfName(document))}`,
    },
    body: request.method === 'HEAD' ? undefined : await renderPdf(document),
  };
}

/** As an extended value of RFC 8187, of a name that every system takes. */
function encodeFilename(name: string): string {
  const safe = name.toWellFormed().replace(/[/\\:*?"<>|\p{Cc}]/gu, '-');
  return encodeURIComponent(safe).replace(
    /['()]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

const VIEW: Record<SentKind, (actor: Actor, id: string) => Promise<unknown>> = {
  Invoice: viewInvoice,
  Estimate: viewEstimate,
};

async function markViewed({ gateway, address: { accountId }, source }: Asked): Promise<PageAnswer> {
  try {
    await VIEW[source.kind]({ gateway, accountId }, source.statement.id);
    return { status: 204 };
  } catch (error) {
    // To the trash, or for good, in the meantime.
    if (error instanceof InvalidState || error instanceof NotFound) return NO_SUCH_PAGE;
    throw error;
  }
}

/** Whatever came of it, the page says where the estimate stands now. A draft is not yet the client's to accept. */
async function accept({ gateway, address: { accountId, hashKey }, source }: Asked): Promise<PageAnswer> {
  const { id, sentAt } = source.statement;
  try {
    if (sentAt) await acceptEstimate({ gateway, accountId }, id);
  } catch (error) {
    if (!(error instanceof InvalidState || error instanceof NotFound)) throw error;
  }
  return { status: 303, headers: { Location: `../${hashKey}` } };
}
