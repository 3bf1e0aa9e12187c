// Codes that ISO 4217 reserves for "no currency" and for testing: nothing can be billed in them.
const NOT_MONEY = new Set(['XXX', 'XTS']);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').filter((code) => !NOT_MONEY.has(code)));

const decimalsByCurrency = new Map<string, number>();

/** Whether this is an ISO 4217 code, in upper case, of a currency that money can be billed in. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** How many decimals the currency's minor unit has, as Intl (CLDR) has it: USD 2, JPY 0, KWD 3. */
export function currencyDecimals(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}
