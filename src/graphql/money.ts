import { formatMinor, formatMoneyForPeople, type Money } from '../values/money.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';

export const MoneyType = builder.objectRef<Money>('Money').implement({
  description: 'An exact sum of money.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      description:
        "The sum in units of the currency, with exactly the currency's decimals: `100.00` USD, `2999` JPY, `3.704` KWD.",
      resolve: (money) => formatMinor(money.minor, money.currency),
    }),
    currency: t.expose('currency', { type: 'Currency', description: 'The currency of the sum.' }),
    formatted: t.string({
      description: 'The sum as text to show to people: `$1,234.50`.',
      args: {
        language: t.arg({
          type: LanguageEnum,
          description: 'The language whose number format is used. Defaults to `EN_US`.',
        }),
      },
      resolve: (money, { language }) => formatMoneyForPeople(money, language ?? 'EN_US'),
    }),
  }),
});
