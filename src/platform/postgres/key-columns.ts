import { formatDate, isStorable, parseDate, parseInstant } from '../../values/input-check.ts';
import type { KeyColumn } from './keyset.ts';

// The kinds of columns that lists are ordered by.

export function textColumn<Name extends string>(column: Name): KeyColumn<Record<Name, string>> {
  return { column, type: 'text', text: (row) => row[column], isValue: isStorable };
}

export function idColumn(): KeyColumn<{ id: string }> {
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
  return { column: 'id', type: 'uuid', text: (row) => row.id, isValue: (text) => uuid.test(text) };
}

export function bigintColumn<Name extends string>(column: Name): KeyColumn<Record<Name, bigint>> {
  return {
    column,
    type: 'bigint',
    text: (row) => String(row[column]),
    isValue: (text) => /^\d{1,18}$/.test(text),
  };
}

export function dateColumn<Name extends string>(column: Name): KeyColumn<Record<Name, Date>> {
  return {
    column,
    type: 'date',
    text: (row) => formatDate(row[column]),
    isValue: (text) => parseDate(text) !== null,
  };
}

export function instantColumn<Name extends string>(column: Name): KeyColumn<Record<Name, Date>> {
  return {
    column,
    type: 'timestamptz',
    text: (row) => row[column].toISOString(),
    // Accepts only the format that cursors have, since PostgreSQL does not accept every UTC offset.
    isValue: (text) => parseInstant(text)?.toISOString() === text,
  };
}

export function enumColumn<Name extends string>(
  column: Name,
  type: string,
  values: Record<string, string>,
): KeyColumn<Record<Name, string>> {
  return {
    column,
    type: `"${type}"`,
    text: (row) => row[column],
    isValue: (text) => Object.values(values).includes(text),
  };
}
