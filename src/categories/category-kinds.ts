import type { LineItemKind } from '../generated/prisma/client.ts';

export type NumberColumn = 'price' | 'rate';

export interface CategoryKind {
  kind: LineItemKind;
  /** `ItemCategory`: the names of its fields, inputs and results all follow from it. */
  typename: string;
  plural: string;
  description: string;
  texts: ('description' | 'unit')[];
  number?: { column: NumberColumn; required: boolean; description: string };
}

export const CATEGORY_KINDS: CategoryKind[] = [
  {
    kind: 'ITEM',
    typename: 'ItemCategory',
    plural: 'itemCategories',
    description: 'A saved item: values to copy into an item of a statement.',
    texts: ['description', 'unit'],
    number: { column: 'price', required: true, description: 'The price of one unit.' },
  },
  {
    kind: 'EXPENSE',
    typename: 'ExpenseCategory',
    plural: 'expenseCategories',
    description: 'A saved expense: a name to copy into an expense of a statement.',
    texts: [],
  },
  {
    kind: 'TASK',
    typename: 'TaskCategory',
    plural: 'taskCategories',
    description: 'A saved task: values to copy into a task of a statement.',
    texts: [],
    number: { column: 'rate', required: false, description: 'The rate per hour.' },
  },
  {
    kind: 'TRIP',
    typename: 'TripCategory',
    plural: 'tripCategories',
    description: 'A saved trip: values to copy into a trip of a statement.',
    texts: [],
    number: { column: 'rate', required: false, description: 'The rate per unit of distance.' },
  },
];

export const TEXT_DESCRIPTIONS = {
  description: { meaning: 'The text of the line item.', limit: 'At most 10,000 characters.' },
  unit: {
    meaning: 'The unit of the quantity, such as `piece` or `kg`.',
    limit: 'One line of at most 255 characters.',
  },
} as const;

/** `itemCategory`, the name of the fields that return a category of the kind. */
export function fieldNameOf({ typename }: CategoryKind): string {
  return typename.charAt(0).toLowerCase() + typename.slice(1);
}

/** What descriptions call a category of the kind. */
export function nounOf({ kind }: CategoryKind): string {
  return `saved ${kind.toLowerCase()}`;
}
