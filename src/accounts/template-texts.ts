/** The kind of document that a message is about. */
export type DocumentKind = 'Invoice' | 'Estimate';

/** A message without its greeting and closing, which each language has once. The link is between its parts. */
export interface TemplateText {
  subject: string;
  /** Ends by introducing the link, which follows on its own line. */
  before: string;
  after?: string;
}

/** The texts of the built-in templates in one language, with placeholders. */
export interface TemplateTexts {
  greeting: string;
  closing: string;
  invoice: TemplateText;
  estimate: TemplateText;
  /** May be sent before or after the due date, so it only names that date. */
  invoiceReminder: TemplateText;
  estimateReminder: TemplateText;
  receipt: TemplateText;
}
