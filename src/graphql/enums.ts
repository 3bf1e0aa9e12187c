import {
  Ability,
  ConnectionCategory,
  DeliveryKind,
  DeliveryState,
  EstimateState,
  EventType,
  IntervalUnit,
  InvoiceState,
  Language,
  PaymentMethod,
  PaymentState,
  PendingReason,
  Plan,
  RecurringInvoiceState,
  RecurringMethod,
  WebhookDeliveryState,
} from '../generated/prisma/enums.ts';
import { builder } from './builder.ts';
import { extensibleEnum } from './extensible.ts';

export const LanguageEnum = builder.enumType(Language, {
  name: 'Language',
  description: extensibleEnum('A language of messages and documents.'),
});
export const SortDirectionEnum = builder.enumType('SortDirection', { values: ['ASC', 'DESC'] as const });
export const PlanEnum = builder.enumType(Plan, {
  name: 'Plan',
  description: extensibleEnum('How much an account may do in an hour.'),
});
export const AbilityEnum = builder.enumType(Ability, {
  name: 'Ability',
  description: extensibleEnum(
    'What an API key may do. The directive `@requires` names the ability that a field needs.',
  ),
});
export const ConnectionCategoryEnum = builder.enumType(ConnectionCategory, { name: 'ConnectionCategory' });
export const InvoiceStateEnum = builder.enumType(InvoiceState, {
  name: 'InvoiceState',
  description: extensibleEnum(
    'In the order an invoice lives through them; lists ordered by state follow it.',
  ),
});
export const EstimateStateEnum = builder.enumType(EstimateState, {
  name: 'EstimateState',
  description: extensibleEnum('In the order an estimate lives through them.'),
});
export const RecurringInvoiceStateEnum = builder.enumType(RecurringInvoiceState, {
  name: 'RecurringInvoiceState',
  description: extensibleEnum(
    'DRAFT until it is activated; SCHEDULED until its start date; ACTIVE while it makes invoices; PENDING while an iteration waits for a person; COMPLETED after the last one; CLOSED by hand.',
  ),
});
export const PendingReasonEnum = builder.enumType(PendingReason, {
  name: 'PendingReason',
  description: extensibleEnum(
    'Why a recurring invoice waits for a person: its client is in the trash; an invoice could not be delivered; periods passed while it was in the trash.',
  ),
});
export const RecurringMethodEnum = builder.enumType(RecurringMethod, {
  name: 'RecurringMethod',
  description: extensibleEnum(
    'What becomes of each invoice that a recurring one makes: SAVE_DRAFT leaves it a draft; AUTO_SEND sends it; AUTO_BILL sends it and marks it for collection. There is no payment processor yet, so nothing is charged by itself.',
  ),
});
export const IntervalUnitEnum = builder.enumType(IntervalUnit, {
  name: 'IntervalUnit',
  description: extensibleEnum('The unit of the interval at which a recurring invoice is billed.'),
});
export const DeliveryKindEnum = builder.enumType(DeliveryKind, {
  name: 'DeliveryKind',
  description: extensibleEnum('What an email is about.'),
});
export const DeliveryStateEnum = builder.enumType(DeliveryState, {
  name: 'DeliveryState',
  description: extensibleEnum(
    'Whether the mail server has taken the message. It is tried again while it is QUEUED.',
  ),
});
export const PaymentMethodEnum = builder.enumType(PaymentMethod, {
  name: 'PaymentMethod',
  description: extensibleEnum('How a payment is made.'),
});
export const PaymentStateEnum = builder.enumType(PaymentState, {
  name: 'PaymentState',
  description: extensibleEnum('Whether the money is in.'),
});
export const EventTypeEnum = builder.enumType(EventType, {
  name: 'EventType',
  description: extensibleEnum('What happened.'),
});
export const WebhookDeliveryStateEnum = builder.enumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: extensibleEnum(
    'PENDING until the receiver has taken it; FAILED once all attempts were in vain, or the webhook was disabled.',
  ),
});
