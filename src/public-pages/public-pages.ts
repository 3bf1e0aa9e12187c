import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway } from '../platform/gateway.ts';
import { networkOf } from '../platform/network-of.ts';
import { isPagesFolder, parsePublicPath } from '../statements/public-url.ts';
import { isFromOwnPage } from './is-from-own-page.ts';
import { createLiveStreams, type Watched } from './live-streams.ts';
import { createPageLimits } from './page-limits.ts';
import { partAt } from './page-parts.ts';
import {
  FAILED,
  methodNotAllowed,
  NO_SUCH_PAGE,
  NOT_FROM_HERE,
  type PageResponse,
  sendPage,
  TOO_LARGE,
  tooMany,
} from './page-responses.ts';
import { findSource } from './page-source.ts';

export interface PublicPages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the live streams of open pages. */
  close(): void;
}

const MAX_BODY_BYTES = 1_024;
const FULL_SECONDS = 30;

/** Whether a request is for the pages of an account's clients, whether the page exists or not. */
export function isForPublicPages(request: IncomingMessage): boolean {
  return isPagesFolder(urlOf(request)?.pathname.split('/')[1] ?? '');
}

/** Serves the pages of invoices and estimates, which need no API key: the address is the secret. */
export function createPublicPages(gateway: Gateway): PublicPages {
  const { config, log } = gateway;
  const limits = createPageLimits();
  const streams = createLiveStreams(gateway);

  async function decide(request: IncomingMessage): Promise<PageResponse | Watched> {
    const { pathname, searchParams } = urlOf(request)!;
    const network = networkOf(request, config);
    const address = parsePublicPath(pathname);
    const part = address && partAt(address);
    const wait = await limits.take(part?.limited ?? 'page', network);
    if (wait > 0) return tooMany(wait);
    if (isLarge(request)) return TOO_LARGE;
    if (part && !part.methods.includes(request.method!)) return methodNotAllowed(part.methods.join(', '));
    if (part && request.method === 'POST' && !isFromOwnPage(request, config.publicUrl)) return NOT_FROM_HERE;

    // A network with too many misses gets 429 even for existing pages.
    const missed = await limits.secondsLeft('miss', network);
    if (missed > 0) return tooMany(missed);
    const source = part && (await findSource(gateway, address));
    if (!source) {
      await limits.take('miss', network);
      return NO_SUCH_PAGE;
    }
    if (part.respond) return part.respond({ gateway, request, address, source });
    const revision = searchParams.get('revision') ?? '';
    return { address, statementId: source.statement.id, network, revision };
  }

  return {
    async handle(request, response) {
      let page: PageResponse;
      try {
        const decided = await decide(request);
        if (!('status' in decided) && streams.open(response, decided)) return;
        page = 'status' in decided ? decided : tooMany(FULL_SECONDS);
      } catch (error) {
        log.error({ error }, 'A page request failed.');
        page = FAILED;
      }
      sendPage(request, response, { page, config });
    },
    close: streams.close,
  };
}

/** Returns null for an invalid URL. The host is irrelevant. */
function urlOf({ url }: IncomingMessage): URL | null {
  return URL.parse(url ?? '', 'http://localhost');
}

/** Whether the body is larger than that of a form without fields. Bodies are never read. */
function isLarge({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES;
}
