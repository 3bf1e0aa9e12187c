import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const readJson = (file: string) => JSON.parse(read(file));

describe('the Node that is promised', () => {
  const inText = (file: string) => /Node (\d+\.\d+) or newer/.exec(read(file))?.[1];
  const promised = inText('README.md');

  test.each(['package.json', 'bench/package.json'])('is the same in README.md and %s', (file) => {
    expect(readJson(file).engines).toEqual({ node: `>=${promised}` });
  });

  test.each(['package-lock.json', 'bench/package-lock.json'])('is the same in %s', (file) => {
    expect(readJson(file).packages[''].engines).toEqual({ node: `>=${promised}` });
  });

  test('is the same in CONTRIBUTING.md', () => {
    expect(inText('CONTRIBUTING.md')).toBe(promised);
  });

  test('comes with a newer one for the gateway, as README.md says and the types are for', () => {
    const { dependencies, devDependencies } = readJson('package.json');
    const major = (version: string) => version.split('.')[0];
    expect(major(dependencies.node)).toBe(major(devDependencies['@types/node']));
    expect(read('README.md')).toContain(`Node ${major(dependencies.node)}`);
  });
});

describe('a production install', () => {
  const { scripts, dependencies, allowScripts } = readJson('package.json');

  test.each(['postinstall', 'start', 'admin'])('has the program that `npm run %s` runs', (name) => {
    const program = scripts[name].replace(/^exec /, '').split(' ')[0];
    expect(Object.keys(dependencies)).toContain(program);
  });

  test('may run the install script that downloads Node', () => {
    expect(allowScripts.node).toBe(true);
  });
});

describe.each(['package-lock.json', 'bench/package-lock.json'])('%s', (file) => {
  const packages: Record<string, { resolved?: string; optionalDependencies?: object }> =
    readJson(file).packages;

  test('names no registry', () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([]);
    expect(read(file)).not.toMatch(/registry\.|\.tgz/);
  });

  test('holds the packages of all platforms', () => {
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });
});

test.each(['SECURITY.md', 'CONTRIBUTING.md'])('%s names files that exist', (file) => {
  const names = Array.from(
    read(file).matchAll(/`((?:src|test|prisma|\.ci)\/[^`\s]*)`/g),
    ([, name]) => name!,
  );
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !existsSync(new URL(`../${name}`, import.meta.url)))).toEqual([]);
});

test.each(['package.json', 'bench/package.json'])('%s has the license of LICENSE', (file) => {
  expect(read('LICENSE')).toMatch(/^MIT License\n/);
  expect(readJson(file).license).toBe('MIT');
});
