/** What a statement's message is about. */
export type DocumentKind = 'Invoice' | 'Estimate';

/** A message less its greeting and closing, which are a language's own. The link stands between its parts. */
export interface TemplateText {
  subject: string;
  /** It ends by pointing at the link, which follows on a line of its own. */
  before: string;
  after?: string;
}

/** All that the built-in templates say in one language, with placeholders. */
export interface TemplateTexts {
  /** For `{{statementType}}`. */
  statementTypes: Record<DocumentKind, string>;
  greeting: string;
  closing: string;
  invoice: TemplateText;
  estimate: TemplateText;
  /** It may be sent before the due date and after it, so it only says which day that is. */
  invoiceReminder: TemplateText;
  estimateReminder: TemplateText;
  receipt: TemplateText;
}
