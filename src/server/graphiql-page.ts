import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { GraphiqlPage } from './graphiql.ts';

/** Serves GraphiQL to browsers that open the endpoint's URL. */
export function useGraphiqlPage(graphiql: GraphiqlPage): Plugin {
  return {
    async onRequest({ request: { method, headers }, fetchAPI, endResponse }) {
      if (method !== 'GET' || !headers.get('accept')?.includes('text/html')) return;
      // The page includes nine megabytes of script, which are loaded when it is first opened.
      const { renderGraphiqlPage } = await import('./graphiql.ts');
      const page = renderGraphiqlPage(graphiql);
      endResponse(
        new fetchAPI.Response(page, {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': pagePolicy(page),
          },
        }),
      );
    },
  };
}

/**
 * Allows only the page's own script. The editor's styles and fonts are part of the script, which also starts its
 * workers.
 */
function pagePolicy(page: string): string {
  const scripts = Array.from(page.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, script]) => script!);
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
