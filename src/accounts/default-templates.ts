import type { DeliveryKind, MessageTemplate } from '../generated/prisma/client.ts';
import type { Language } from '../values/money.ts';
import { filipino, malay } from './default-templates-austronesian.ts';
import { chinese, japanese, korean } from './default-templates-east-asian.ts';
import { estonian, russian } from './default-templates-eastern-european.ts';
import { danish, dutch, english, german } from './default-templates-germanic.ts';
import { brazilianPortuguese, french, italian, spanish } from './default-templates-romance.ts';
import { hindi, sinhala } from './default-templates-south-asian.ts';
import type { DocumentKind, TemplateText, TemplateTexts } from './template-texts.ts';

/** The subject and text of a kind of message in a language, with placeholders. */
export type Template = Omit<MessageTemplate, 'accountId'>;

/** Selects a template: its kind, the kind of document, and the recipient's language. */
export interface MessageTopic {
  kind: DeliveryKind;
  documentKind: DocumentKind;
  language: Language;
}

const TEXTS: Record<Language, TemplateTexts> = {
  EN_US: english,
  EN_UK: english,
  ZH: chinese,
  DA: danish,
  NL: dutch,
  DE: german,
  ET: estonian,
  FIL: filipino,
  FR: french,
  HI: hindi,
  IT: italian,
  JA: japanese,
  KO: korean,
  MS: malay,
  PT_BR: brazilianPortuguese,
  RU: russian,
  SI: sinhala,
  ES: spanish,
};

/** Returns the built-in template. */
export function defaultTemplate({ kind, documentKind, language }: MessageTopic): Template {
  const texts = TEXTS[language];
  const { subject, before, after }: TemplateText = texts[TEXT_NAMES[documentKind][kind]];
  const parts = [texts.greeting, `${before}\n{{publicUrl}}`, ...(after ? [after] : []), texts.closing];
  return { kind, language, subject, message: parts.join('\n\n') };
}

/** The text of each message. A receipt is always about an invoice. */
const TEXT_NAMES = {
  Invoice: { STATEMENT: 'invoice', REMINDER: 'invoiceReminder', RECEIPT: 'receipt' },
  Estimate: { STATEMENT: 'estimate', REMINDER: 'estimateReminder', RECEIPT: 'receipt' },
} as const satisfies Record<DocumentKind, Record<DeliveryKind, keyof TemplateTexts>>;
