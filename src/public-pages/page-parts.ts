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
import { htmlResponse, NO_SUCH_PAGE, type PageResponse } from './page-responses.ts';
import { awaitsView, revisionOf } from './page-source.ts';

/** A request for a part of an existing statement. */
export interface PartRequest {
  gateway: Gateway;
  request: IncomingMessage;
  address: PublicAddress;
  source: DocumentSource;
}

/** A resource below a statement's address. */
export interface Part {
  methods: readonly string[];
  limited: Limited;
  /** Absent for live streams. */
  respond?(request: PartRequest): Promise<PageResponse>;
}

const READ = ['GET', 'HEAD'];

const SHARED_PARTS = new Map<string, Part>([
  ['', { methods: READ, limited: 'page', respond: showPage }],
  ['pdf', { methods: READ, limited: 'pdf', respond: showPdf }],
  ['live', { methods: ['GET'], limited: 'signal' }],
  ['viewed', { methods: ['POST'], limited: 'signal', respond: markViewed }],
]);

const PARTS: Record<SentKind, ReadonlyMap<string, Part>> = {
  Invoice: SHARED_PARTS,
  Estimate: new Map([...SHARED_PARTS, ['accept', { methods: ['POST'], limited: 'page', respond: accept }]]),
};

/** Returns null if there is no such part. */
export function partAt({ kind, part }: PublicAddress): Part | null {
  return PARTS[kind].get(part) ?? null;
}

async function showPage({ gateway, address, source }: PartRequest): Promise<PageResponse> {
  const { accountId, hashKey } = address;
  const document = await loadDocument({ gateway, accountId }, source);
  const revision = revisionOf(source, gateway.clock.now());
  return htmlResponse(renderPage(document, { hashKey, revision, awaitsView: awaitsView(source) }));
}

async function showPdf({
  gateway,
  request,
  address: { accountId },
  source,
}: PartRequest): Promise<PageResponse> {
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

/** Encodes a file name as an extended value of RFC 8187, without characters that some systems reject. */
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

async function markViewed({ gateway, address: { accountId }, source }: PartRequest): Promise<PageResponse> {
  try {
    await VIEW[source.kind]({ gateway, accountId }, source.statement.id);
    return { status: 204 };
  } catch (error) {
    // The statement was trashed or deleted meanwhile.
    if (error instanceof InvalidState || error instanceof NotFound) return NO_SUCH_PAGE;
    throw error;
  }
}

/** Redirects to the page in any case, which shows the estimate's state. A draft cannot be accepted yet. */
async function accept({
  gateway,
  address: { accountId, hashKey },
  source,
}: PartRequest): Promise<PageResponse> {
  const { id, sentAt } = source.statement;
  try {
    if (sentAt) await acceptEstimate({ gateway, accountId }, id);
  } catch (error) {
    if (!(error instanceof InvalidState || error instanceof NotFound)) throw error;
  }
  return { status: 303, headers: { Location: `../${hashKey}` } };
}
