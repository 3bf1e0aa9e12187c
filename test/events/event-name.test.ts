import { expect, test } from 'vitest';
import { eventName } from '../../src/events/event-name.ts';

test.each([
  ['INVOICE_PAID', 'invoice.paid'],
  ['CREDIT_NOTE_ISSUED', 'credit_note.issued'],
  ['RECURRING_INVOICE_PROFILE_CLOSED', 'recurring_invoice_profile.closed'],
])('%s is named %s', (type, name) => {
  expect(eventName(type)).toBe(name);
});
