import { formatMinor, formatMoneyForPeople, type Money } from '../values/money.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';

export const MoneyType = builder.objectRef<Money>('Money').implement({
  description: 'A sum of money, exact.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      description: "With exactly the currency's decimals: `100.00` USD, `2999` JPY, `3.704` KWD.",
      resolve: (money) => formatMinor(money.minor, money.currency),
    }),
    currency: t.expose('currency', { type: 'Currency' }),
    formatted: t.string({
      description: 'For people: `$1,234.50`, in the language asked for.',
      args: { language: t.arg({ type: LanguageEnum }) },
      resolve: (money, { language }) => formatMoneyForPeople(money, language ?? 'EN_US'),
    }),
  }),
});
