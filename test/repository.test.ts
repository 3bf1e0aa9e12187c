import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const readJson = (file: string) => JSON.parse(read(file));

describe('the Node that is promised', () => {
  const promised = /Node (\d+\.\d+) or newer/.exec(read('README.md'))?.[1];

  test.each(['package.json', 'bench/package.json'])('is the same in README.md and %s', (file) => {
    expect(readJson(file).engines).toEqual({ node: `>=${promised}` });
  });

  test.each(['package-lock.json', 'bench/package-lock.json'])('is the same in %s', (file) => {
    expect(readJson(file).packages[''].engines).toEqual({ node: `>=${promised}` });
  });

  test('installs another one, which has the types that the code is checked against', () => {
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
