import {
  Ability,
  ConnectionCategory,
  EventType,
  InvoiceState,
  Language,
  PaymentMethod,
  PaymentState,
  Plan,
} from '../generated/prisma/enums.ts';
import { builder } from './builder.ts';

export const LanguageEnum = builder.enumType(Language, { name: 'Language' });
export const SortDirectionEnum = builder.enumType('SortDirection', { values: ['ASC', 'DESC'] as const });
export const PlanEnum = builder.enumType(Plan, {
  name: 'Plan',
  description: 'How much an account may do in an hour.',
});
export const AbilityEnum = builder.enumType(Ability, {
  name: 'Ability',
  description: 'What an API key may do.',
});
export const ConnectionCategoryEnum = builder.enumType(ConnectionCategory, { name: 'ConnectionCategory' });
export const InvoiceStateEnum = builder.enumType(InvoiceState, {
  name: 'InvoiceState',
  description: 'In the order an invoice lives through them; lists ordered by state follow it.',
});
export const PaymentMethodEnum = builder.enumType(PaymentMethod, { name: 'PaymentMethod' });
export const PaymentStateEnum = builder.enumType(PaymentState, {
  name: 'PaymentState',
  description: 'Whether the money is in.',
});
export const EventTypeEnum = builder.enumType(EventType, { name: 'EventType' });
