import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { printWholeSchema } from '../src/graphql/print-schema.ts';
import { schema } from '../src/schema.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

interface Import {
  /** `payments/graphql.ts`, within src. */
  from: string;
  /** Likewise, or the name of a package. */
  to: string;
  isPackage: boolean;
}

const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));
const own = files.filter((file) => !file.startsWith('generated/'));

/** Whatever a file takes from another, types included. */
function importsOf(from: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = code.matchAll(
    /^\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return Array.from(statements, ([, specifier, dynamic]) => {
    const name = (specifier ?? dynamic)!;
    if (name.startsWith('.')) return { from, to: normalize(join(dirname(from), name)), isPackage: false };
    const parts = name.split('/');
    return { from, to: name.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!, isPackage: true };
  });
}

const imports = own.flatMap((file) => importsOf(file, read(`src/${file}`)));
const show = ({ from, to }: Import) => `${from} takes ${to}`;

/** From the bottom up. A file imports from its own layer or from a lower one. */
const DOMAINS = [
  'accounts',
  'events',
  'webhooks',
  'connections',
  'categories',
  'statements',
  'invoices',
  'estimates',
  'documents',
  'delivery',
  'payments',
  'recurring',
];
const LAYERS = [
  'generated',
  'values',
  'platform',
  'mail',
  'idempotency',
  'graphql',
  ...DOMAINS,
  'schema.ts',
  'subscriptions',
  'public-pages',
  'server',
  'demo',
  'top',
];
const TOP = ['main.ts', 'admin.ts', 'due-work.ts', 'open-gateway.ts', 'startup-error.ts'];

function layerOf(file: string): number {
  const [folder, ...rest] = file.split('/') as [string, ...string[]];
  const name = rest.length === 0 && TOP.includes(file) ? 'top' : folder;
  const layer = LAYERS.indexOf(name);
  if (layer < 0) throw new Error(`${file} has no layer: add it in test/architecture.test.ts.`);
  return layer;
}

describe('the layers', () => {
  test('all exist', () => {
    expect(new Set(files.map((file) => LAYERS[layerOf(file)]))).toEqual(new Set(LAYERS));
    expect(imports.length).toBeGreaterThan(400);
  });

  test('a file imports only from its own layer or from below', () => {
    const upward = imports.filter(({ from, to, isPackage }) => !isPackage && layerOf(to) > layerOf(from));
    expect(upward.map(show)).toEqual([]);
  });

  test('what is taken is there', () => {
    const missing = imports.filter(({ to, isPackage }) => !isPackage && !files.includes(to));
    expect(missing.map(show)).toEqual([]);
  });

  test('no file takes, by whatever way, from itself', () => {
    expect(cycles(imports.filter(({ isPackage }) => !isPackage))).toEqual([]);
  });
});

/** Ways that come back to where they began. */
function cycles(edges: Import[]): string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const found: string[] = [];
  function walk(file: string, way: string[]): void {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    if (way.includes(file) || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  }
  for (const file of next.keys()) walk(file, []);
  return found;
}

describe('who knows of GraphQL', () => {
  const isDomain = (file: string) => DOMAINS.includes(file.split('/')[0]!);
  const isOf = (pattern: RegExp) => (file: string) => pattern.test(file);
  const showsTypes = isOf(/^graphql\/|\/graphql[\w-]*\.ts$/);
  const loads = isOf(/\/loaders[\w-]*\.ts$/);
  const serves = isOf(/^(?:server|subscriptions)\/|^schema\.ts$/);

  test('only the vocabulary and the graphql files of the domains know Pothos', () => {
    const knowing = imports.filter(({ from, to }) => to.startsWith('@pothos/') && !showsTypes(from));
    expect(knowing.map(show)).toEqual([]);
  });

  test('besides them, only the server and its subscriptions know GraphQL', () => {
    const knowing = imports.filter(
      ({ from, to, isPackage }) => isPackage && /^graphql/.test(to) && !showsTypes(from) && !serves(from),
    );
    expect(knowing.map(show)).toEqual([]);
  });

  test('within a domain, only its graphql files and its loaders take from the vocabulary', () => {
    const knowing = imports.filter(
      ({ from, to }) =>
        isDomain(from) &&
        (to.startsWith('graphql/') || to === 'dataloader') &&
        !showsTypes(from) &&
        !loads(from),
    );
    expect(knowing.map(show)).toEqual([]);
  });

  test('what a domain does, it does without the way in which it is shown or loaded', () => {
    const knowing = imports.filter(
      ({ from, to }) =>
        isDomain(from) && isDomain(to) && !showsTypes(from) && !loads(from) && (showsTypes(to) || loads(to)),
    );
    expect(knowing.map(show)).toEqual([]);
  });
});

test('only what binds a read to its account sends one', () => {
  const sending = own.filter((file) => /\breads\.query\(/.test(read(`src/${file}`)));
  expect(sending).toEqual(['platform/postgres/account-reader.ts']);
});

test('every package that the gateway takes from is a dependency', () => {
  const { dependencies } = JSON.parse(read('package.json'));
  const all = files.flatMap((file) => importsOf(file, read(`src/${file}`)));
  const strangers = all.filter(
    ({ to, isPackage }) =>
      isPackage && !to.startsWith('node:') && !builtinModules.includes(to) && !(to in dependencies),
  );
  expect(strangers.map(show)).toEqual([]);
});

test('the codes of top-level errors are those of the list: typed where one is set', () => {
  const setting = own.filter((file) => /extensions: \{\s*code\b/.test(read(`src/${file}`)));
  expect(setting.sort()).toEqual(['server/guard-endpoint.ts', 'values/graphql-request-error.ts']);
});

test('schema.graphql is what the code says', () => {
  // Not `toBe`: it would print both, whole.
  expect(
    read('schema.graphql') === printWholeSchema(schema),
    'schema.graphql is stale: run `npm run schema`',
  ).toBe(true);
});

describe('these rules can be broken', () => {
  test('imports of every form are seen', () => {
    const text = `
      import { a } from './a.ts';
      import type { b } from '../b.ts';
      import {
        c,
        type d,
      } from '@scope/c/deep';
      import './e.ts';
      export { f } from './f.ts';
      export * from 'g/h';
      const i = await import('./i.ts');
      // import { j } from './j.ts';
      /* import { k } from './k.ts'; */
      export const l = 'from', m = 'm';
    `;
    const seen = importsOf('x/y.ts', text).map(({ to }) => to);
    expect(seen).toEqual(['x/a.ts', 'b.ts', '@scope/c', 'x/e.ts', 'x/f.ts', 'g', 'x/i.ts']);
  });

  test('a cycle is found, and only a cycle', () => {
    const edge = (from: string, to: string): Import => ({ from, to, isPackage: false });
    expect(cycles([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')])).toEqual([]);
    expect(cycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'b')])).toEqual(['b -> c -> b']);
  });

  test('a new folder must be given a layer', () => {
    expect(() => layerOf('parcels/send-parcel.ts')).toThrow('parcels');
  });
});
