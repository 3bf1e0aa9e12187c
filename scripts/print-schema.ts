// Prints the schema to schema.graphql; with --check only verifies that the file is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { printWholeSchema } from '../src/graphql/print-schema.ts';
import { schema } from '../src/schema.ts';

const file = new URL('../schema.graphql', import.meta.url);
const printed = printWholeSchema(schema);

if (!process.argv.includes('--check')) {
  writeFileSync(file, printed);
} else if (readFileSync(file, 'utf8') !== printed) {
  process.stderr.write('schema.graphql is out of date: run `npm run schema`.\n');
  process.exitCode = 1;
}
