import { isCountryCode } from './country.ts';
import { isCurrency } from './currency.ts';
import { type Micros, parseDecimal } from './decimal.ts';
import type { InputIssueCode } from './error-codes.ts';
import { type InputIssue, InvalidInput } from './errors.ts';

type Path = readonly (string | number)[];

const MAX_LINE = 255;
const MAX_TEXT = 10_000;

/**
 * Collects every problem of an input, so that the caller gets all of them at once. A check that fails returns a
 * placeholder: use no result before calling `finish`.
 */
export class InputCheck {
  readonly issues: InputIssue[] = [];

  add(path: Path, code: InputIssueCode, message: string): void {
    this.issues.push({ path: path.map(String), code, message });
  }

  /** @throws {InvalidInput} if any check failed */
  finish(): void {
    if (this.issues.length > 0) throw new InvalidInput(this.issues);
  }

  /** Checks a required single line, such as a name or a number, and trims it. */
  line(path: Path, value: string | null | undefined, maxLength = MAX_LINE): string {
    const line = value?.trim() ?? '';
    if (line === '') this.add(path, 'REQUIRED', 'This must not be empty.');
    else this.#characters(path, line, maxLength, true);
    return line;
  }

  /** Checks an optional single line; returns null for an empty one. */
  optionalLine(path: Path, value: string | null | undefined, maxLength = MAX_LINE): string | null {
    const line = value?.trim() ?? '';
    this.#characters(path, line, maxLength, true);
    return line || null;
  }

  /** Checks a required text, which may have several lines. */
  text(path: Path, value: string, maxLength = MAX_TEXT): string {
    if (value.trim() === '') this.add(path, 'REQUIRED', 'This must not be empty.');
    else this.#characters(path, value, maxLength, false);
    return value;
  }

  /** Checks an optional text, which may have several lines; returns null for an empty one. */
  optionalText(path: Path, value: string | null | undefined, maxLength = MAX_TEXT): string | null {
    const text = value ?? '';
    this.#characters(path, text, maxLength, false);
    return text || null;
  }

  email(path: Path, value: string | null | undefined): string {
    const email = this.line(path, value, 254);
    // The HTML standard's rule for <input type=email>, and a domain of at least two labels.
    const wellFormed =
      /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/i;
    if (email && !wellFormed.test(email))
      this.add(path, 'INVALID_EMAIL', `"${email}" is not an email address.`);
    return email;
  }

  optionalUrl(path: Path, value: string | null | undefined): string | null {
    const text = this.optionalLine(path, value, 2_000);
    if (text === null) return null;
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol)) {
      this.add(path, 'INVALID_URL', `"${text}" is not an http or https URL.`);
    }
    return text;
  }

  currency(path: Path, value: string | null | undefined): string {
    const code = this.line(path, value);
    if (code && !isCurrency(code)) {
      this.add(path, 'INVALID_CURRENCY', `"${code}" is not an ISO 4217 currency code such as USD.`);
    }
    return code;
  }

  optionalCountryCode(path: Path, value: string | null | undefined): string | null {
    const code = this.optionalLine(path, value);
    if (code !== null && !isCountryCode(code)) {
      this.add(
        path,
        'INVALID_COUNTRY_CODE',
        `"${code}" is not an ISO 3166-1 alpha-2 country code such as US.`,
      );
    }
    return code;
  }

  date(path: Path, value: string | null | undefined): Date {
    const text = this.line(path, value);
    const date = parseDate(text);
    if (text && !date) this.add(path, 'INVALID_DATE', `"${text}" is not a date such as 2026-01-31.`);
    return date ?? new Date(0);
  }

  optionalDate(path: Path, value: string | null | undefined): Date | null {
    return value == null ? null : this.date(path, value);
  }

  /** Checks an exact decimal with at most 14 digits before the point and 6 after it. */
  decimal(path: Path, value: string, { min }: { min?: Micros } = {}): Micros {
    const parsed = parseDecimal(value);
    if (!parsed.ok) {
      this.add(path, parsed.code, DECIMAL_MESSAGES[parsed.code]);
      return 0n;
    }
    if (min !== undefined && parsed.value < min) this.add(path, 'NEGATIVE', 'This must not be negative.');
    return parsed.value;
  }

  /** Checks the maximum length of a list. */
  count(path: Path, list: readonly unknown[], max: number): void {
    if (list.length > max)
      this.add(path, 'TOO_MANY', `This may have at most ${max} items, not ${list.length}.`);
  }

  #characters(path: Path, text: string, maxLength: number, singleLine: boolean): void {
    if (text.length > maxLength) {
      this.add(path, 'TOO_LONG', `This may have at most ${maxLength} characters, not ${text.length}.`);
    }
    if (!isStorable(text) || (singleLine && /\p{Cc}|[\u2028\u2029]/u.test(text))) {
      this.add(path, 'INVALID_CHARACTERS', 'Contains characters that are not allowed.');
    }
  }
}

export const DECIMAL_MESSAGES = {
  INVALID_DECIMAL: 'This must be a decimal number such as "12.50".',
  TOO_MANY_DECIMALS: 'This has too many decimals.',
  DECIMAL_TOO_LARGE: 'This number is too large.',
} as const;

/** Whether PostgreSQL can store a text unchanged: it has no null character and no unpaired surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Parses an ISO 8601 calendar date of the years 0001 to 9999 to midnight UTC; returns null if it is invalid. */
export function parseDate(text: string): Date | null {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  // 30 February rolls over to March, or is an invalid date.
  return !Number.isNaN(date.getTime()) && formatDate(date) === text ? date : null;
}

const formattedDates = new Map<number, string>();
const MAX_FORMATTED_DATES = 10_000;

/** Returns `2026-01-31`. Cached, as lists repeat the same few dates. */
export function formatDate(date: Date): string {
  const time = date.getTime();
  let text = formattedDates.get(time);
  if (text === undefined) {
    text = date.toISOString().slice(0, 10);
    if (formattedDates.size >= MAX_FORMATTED_DATES) formattedDates.clear();
    formattedDates.set(time, text);
  }
  return text;
}

/** Parses an RFC 3339 timestamp; returns null if it is invalid. */
export function parseInstant(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(
    text,
  );
  if (!match || !parseDate(match[1]!)) return null;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? null : instant;
}
