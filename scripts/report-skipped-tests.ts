// Counts the tests of a run, names the skipped ones, and fails if .ci/expected-skips.txt does not list them all:
//   node scripts/report-skipped-tests.ts <the file that vitest's JSON reporter wrote>
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

interface TestResults {
  testResults: {
    name: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
  }[];
}

const root = fileURLToPath(new URL('../', import.meta.url));
const results: TestResults = JSON.parse(readFileSync(process.argv[2]!, 'utf8'));
const tests = results.testResults.flatMap(({ name: file, assertionResults }) =>
  assertionResults.map(({ ancestorTitles, title, status }) => ({
    name: [relative(root, file), ...ancestorTitles, title].join(' > '),
    status,
  })),
);
const expected = new Set(
  readFileSync(`${root}.ci/expected-skips.txt`, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#')),
);

const passed = tests.filter(({ status }) => status === 'passed');
const failed = tests.filter(({ status }) => status === 'failed');
const skipped = tests.filter((test) => !passed.includes(test) && !failed.includes(test));
say(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
for (const { name } of skipped) say(`skipped${expected.has(name) ? '' : ', which is not expected'}: ${name}`);

const unexpected = skipped.filter(({ name }) => !expected.has(name));
const unknown = [...expected].filter((name) => !tests.some((test) => test.name === name));
for (const name of unknown) say(`.ci/expected-skips.txt names a test that does not exist: ${name}`);
process.exitCode = unexpected.length + unknown.length > 0 ? 1 : 0;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
