import type { Case } from './corpus.ts';
import { IDS, ITEM, NAMES, ORDER, PAGE, TYPES } from './corpus-variables.ts';

/** Variables that do not: the request is refused before anything is run. */
export const misfits: Record<string, Case> = {
  'a text for a number': { query: PAGE, variables: () => ({ first: 'many' }), compiled: true },
  'a text of digits for a number': { query: PAGE, variables: () => ({ first: '3' }), compiled: true },
  'a fraction for a whole number': { query: PAGE, variables: () => ({ first: 1.5 }), compiled: true },
  'a number that is too large': { query: PAGE, variables: () => ({ first: 2 ** 31 }), compiled: true },
  'a list for a number': { query: PAGE, variables: () => ({ first: [1] }), compiled: true },
  'a truth for a number': { query: PAGE, variables: () => ({ first: true }), compiled: true },
  'no value of an enum': {
    query: ORDER,
    variables: () => ({ order: { field: 'NONSENSE', direction: 'ASC' } }),
    compiled: true,
  },
  'an enum value in small letters': {
    query: TYPES,
    variables: () => ({ types: ['invoice_paid'] }),
    compiled: true,
  },
  'a number for an enum': { query: TYPES, variables: () => ({ types: [1] }), compiled: true },
  'null in a list of what may not be null': {
    query: TYPES,
    variables: () => ({ types: ['INVOICE_PAID', null] }),
    compiled: true,
  },
  'a field that the input does not have': {
    query: PAGE,
    variables: () => ({ filter: { nonsense: 1 } }),
    compiled: true,
  },
  'a required field left out': {
    query: ORDER,
    variables: () => ({ order: { direction: 'ASC' } }),
    compiled: true,
  },
  'null for a required field': {
    query: ORDER,
    variables: () => ({ order: { field: 'DATE', direction: null } }),
    compiled: true,
  },
  'null for a required field with a default': {
    query: ITEM,
    variables: (world) => ({
      id: world.ids.get('Organization'),
      item: { description: 'Paper', price: '1', quantity: null },
    }),
    compiled: false,
  },
  'a text for an input': { query: PAGE, variables: () => ({ filter: 'DRAFT' }), compiled: true },
  'a list for an input': { query: PAGE, variables: () => ({ filter: [{ states: [] }] }), compiled: true },
  'a number for a text': { query: NAMES, variables: () => ({ search: 1 }), compiled: false },
  'a number for a date': {
    query: PAGE,
    variables: () => ({ filter: { date: { from: 20260101 } } }),
    compiled: true,
  },
  'a text for a truth': { query: NAMES, variables: () => ({ trashed: 'true' }), compiled: false },
  'a required variable left out': { query: IDS, compiled: true },
  'null for a required variable': { query: IDS, variables: () => ({ ids: null }), compiled: true },
  'an object for an id': { query: IDS, variables: () => ({ ids: [{ id: 1 }] }), compiled: true },
  'several at once': {
    query: PAGE,
    variables: () => ({ first: 'many', filter: { states: ['NONSENSE'], date: { to: 1 } } }),
    compiled: true,
  },
};
