import type { LineItemKind } from '../generated/prisma/client.ts';
import { formatMicros } from '../values/decimal.ts';
import type { InputCheck } from '../values/input-check.ts';

/** The fields of a category. Each kind has some of them. */
export interface CategoryInput {
  name?: string | null;
  description?: string | null;
  unit?: string | null;
  price?: string | null;
  rate?: string | null;
}

/**
 * Checks the given fields, and returns the columns to store.
 * An item requires a price; a task's or trip's rate may be empty.
 */
export function checkCategory(check: InputCheck, kind: LineItemKind, input: CategoryInput) {
  const { name, description, unit, price, rate } = input;
  if (kind === 'ITEM' && price === null) check.add(['price'], 'REQUIRED', 'This must not be empty.');
  const decimal = (path: string, value: string) => formatMicros(check.decimal([path], value));
  return {
    ...(name !== undefined && { name: check.line(['name'], name) }),
    ...(description !== undefined && { description: check.optionalText(['description'], description) }),
    ...(unit !== undefined && { unit: check.optionalLine(['unit'], unit) }),
    ...(price != null && { price: decimal('price', price) }),
    ...(rate !== undefined && { rate: rate === null ? null : decimal('rate', rate) }),
  };
}
