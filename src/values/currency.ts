// ISO 4217 reserves these codes for "no currency" and for testing; neither can be billed in.
const NOT_MONEY = new Set(['XXX', 'XTS']);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').filter((code) => !NOT_MONEY.has(code)));

const decimalsByCurrency = new Map<string, number>();

/** Whether this is an ISO 4217 code, in upper case, of a currency that money can be billed in. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Returns the number of decimals of the currency's minor unit, according to Intl (CLDR): USD 2, JPY 0, KWD 3. */
export function currencyDecimals(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}
