import type { PaymentMethod } from '../generated/prisma/client.ts';

/** The names of payment methods on receipts. */
export const methodNames: Record<PaymentMethod, string> = {
  CASH: 'Cash',
  CHECK: 'Check',
  OTHER: 'Other',
  BANK_TRANSFER: 'Bank transfer',
  GOOGLE_WALLET: 'Google Wallet',
  WEPAY: 'WePay',
  TWOCHECKOUT: '2Checkout',
  PAYPAL: 'Paypal',
  PAYPAL_PRO: 'Paypal Pro',
  BRAINTREE: 'Braintree',
  AUTHORIZENET: 'Authorize.Net',
  STRIPE: 'Stripe',
};
