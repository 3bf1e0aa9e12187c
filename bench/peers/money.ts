/** Writes a sum, given in the minor unit, with its currency's decimals; the rows have no others than these. */
export function formatMinor(minor: string, currency: string): string {
  if (currency === 'JPY') return minor;
  const digits = minor.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What is left to pay, in the minor unit; exact, for a sum of these rows is far below 2^53. */
export function minusMinor(total: string, paid: string): string {
  return String(Number(total) - Number(paid));
}
