import { readFileSync } from 'node:fs';
import type { System } from './rows.ts';

export const text = readFileSync(new URL('../../docs/from-rest.md', import.meta.url), 'utf8');

/** A row of a table of calls. */
export interface CallRow {
  call: string;
  /** The names before the words "not yet", which are there, and those behind, which are not. */
  here: string[];
  notYet: string[];
  saysNotYet: boolean;
}

/** A table that says where an object's fields are here. */
export interface FieldMap {
  object: string;
  /** The types that the names of `here` are fields of, where they do not say of which. */
  typenames: string[];
  rows: { fields: string[]; here: string[] }[];
}

interface Table {
  section: string;
  header: string[];
  rows: string[][];
}

/** All that stands between backticks. */
export function codesIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/`([^`]+)`/g), ([, code]) => code!);
}

/** The tables of a document, each with the heading of the second level that it stands under. */
export function tablesOf(markdown: string): Table[] {
  const tables: Table[] = [];
  let section = '';
  let table: Table | null = null;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    if (!line.startsWith('|')) {
      table = null;
    } else if (table) {
      table.rows.push(cellsOf(line));
    } else {
      table = { section, header: cellsOf(line), rows: [] };
      tables.push(table);
    }
  }
  // What stands below a header is a rule: | --- | --- |.
  return tables.map(({ rows: [, ...rows], ...rest }) => ({ ...rest, rows }));
}

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

export function callsOf(markdown: string, system: System): CallRow[] {
  const tables = tablesOf(markdown).filter(
    ({ section, header }) => section === system && header[0] === 'Call',
  );
  return tables.flatMap(({ rows }) =>
    rows.map(([call, here]) => {
      const [there, ...missing] = here!.split(/not yet/i);
      return {
        call: call!.replaceAll('`', ''),
        here: codesIn(there!),
        notYet: codesIn(missing.join(' ')),
        saysNotYet: missing.length > 0,
      };
    }),
  );
}

/** The tables whose first column is headed by an object's name and whose second by types of ours. */
export function fieldMapsOf(markdown: string): FieldMap[] {
  const tables = tablesOf(markdown).filter(({ header }) => codesIn(header[1] ?? '').length > 0);
  return tables.map(({ header, rows }) => ({
    object: header[0]!.replaceAll('`', ''),
    typenames: codesIn(header[1]!),
    rows: rows.map(([fields, here]) => ({ fields: codesIn(fields!), here: codesIn(here!) })),
  }));
}

/** The GraphQL documents that stand in the text. */
export function graphqlOf(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^```graphql\n([\s\S]*?)^```/gm), ([, source]) => source!);
}

/**
 * Whatever else the text names that looks like a name of ours: `Money.amount`, `lineItems`, `PAID`. Left out
 * are blocks of code, and the first cells of tables, where the other systems speak, and the second ones, which
 * have rules of their own.
 */
export function namesIn(markdown: string): string[] {
  const prose = markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/^\|.*$/gm, (line) => cellsOf(line).slice(2).join(' '));
  return codesIn(prose).filter((code) => /^([A-Z]\w*|[a-z]+[A-Z]\w*)(\.\w+)*(\([\w:, ]*\))?$/.test(code));
}
