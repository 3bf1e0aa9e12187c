import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { GraphiqlPage } from './graphiql.ts';

/** Answers GraphiQL to browsers that open the endpoint's address. */
export function useGraphiqlPage(graphiql: GraphiqlPage): Plugin {
  return {
    async onRequest({ request: { method, headers }, fetchAPI, endResponse }) {
      if (method !== 'GET' || !headers.get('accept')?.includes('text/html')) return;
      // The page brings nine megabytes of script along: they are read when somebody opens it.
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
 * Lets the page's own script run and nothing else. Its editor brings styles and fonts in the script, and starts
 * its workers from there.
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
