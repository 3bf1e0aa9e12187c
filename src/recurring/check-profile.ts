import type { IntervalUnit, RecurringMethod } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';

/** When and how a recurring invoice creates invoices. Omitted fields stay unchanged. */
export interface ProfileDetails {
  recurringMethod?: RecurringMethod | null;
  profileName?: string | null;
  profileNo?: string | null;
  occurrences?: number | null;
  interval?: number | null;
  intervalUnit?: IntervalUnit | null;
  dueInDays?: number | null;
}

const RANGES = {
  interval: { min: 1, max: 1_000 },
  occurrences: { min: 0, max: 100_000 },
  dueInDays: { min: 0, max: 3_650 },
} as const;

const MAX_PROFILE_NO = 30;

/** Checks the given fields, and returns the columns to store. */
export function checkProfile(check: InputCheck, input: ProfileDetails) {
  const { profileName, profileNo } = input;
  for (const name of ['recurringMethod', 'intervalUnit'] as const) {
    if (input[name] === null) check.add([name], 'REQUIRED', 'This must not be empty.');
  }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = input[name as keyof typeof RANGES];
    if (value === null) check.add([name], 'REQUIRED', 'This must not be empty.');
    else if (value !== undefined && (value < min || value > max)) {
      check.add([name], 'OUT_OF_RANGE', `This must be from ${min} to ${max}.`);
    }
  }
  const plain = ['recurringMethod', 'intervalUnit', 'interval', 'occurrences', 'dueInDays'] as const;
  return {
    ...(profileName !== undefined && { profileName: check.line(['profileName'], profileName) }),
    ...(profileNo !== undefined && {
      profileNo: check.optionalLine(['profileNo'], profileNo, MAX_PROFILE_NO),
    }),
    ...(Object.fromEntries(
      plain.flatMap((name) => (input[name] == null ? [] : [[name, input[name]]])),
    ) as Partial<Record<'interval' | 'occurrences' | 'dueInDays', number>> & {
      recurringMethod?: RecurringMethod;
      intervalUnit?: IntervalUnit;
    }),
  };
}
