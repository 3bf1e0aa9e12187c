import { expect, test } from 'vitest';
import { dueReminder, ESTIMATE_REMINDERS, INVOICE_REMINDERS } from '../../src/delivery/reminder-days.ts';

const date = (day: string) => new Date(`2026-${day}T00:00:00Z`);

// An invoice that is due on 14 February, sent a month before.
test.each([
  ['02-10', null],
  ['02-11', -3],
  ['02-13', -3],
  ['02-14', 0],
  ['02-20', 0],
  ['02-21', 7],
  ['02-27', 7],
  ['02-28', 14],
  ['03-06', 14],
  ['03-07', null],
  ['12-31', null],
])('on %s the reminder %s is due', (today, day) => {
  const dates = { due: date('02-14'), sent: date('01-14'), today: date(today) };
  expect(dueReminder(INVOICE_REMINDERS, dates)).toBe(day);
});

test.each([
  ['02-11', '02-11', null],
  ['02-11', '02-12', null],
  ['02-12', '02-13', null],
  ['02-12', '02-14', 0],
  ['02-14', '02-14', null],
  ['02-20', '02-21', 7],
])('one that was sent on %s: on %s the reminder %s is due', (sent, today, day) => {
  const dates = { due: date('02-14'), sent: date(sent), today: date(today) };
  expect(dueReminder(INVOICE_REMINDERS, dates)).toBe(day);
});

test.each([
  ['02-11', -3],
  ['02-14', 0],
])('an estimate that expires on 14 February: on %s the reminder %s is due', (today, day) => {
  const dates = { due: date('02-14'), sent: date('01-14'), today: date(today) };
  expect(dueReminder(ESTIMATE_REMINDERS, dates)).toBe(day);
});
