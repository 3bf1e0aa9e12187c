import { DeliveryKind, Language } from '../generated/prisma/enums.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { defaultTemplate, type MessageTopic, type Template } from './default-templates.ts';
import { placeholdersIn } from './placeholders.ts';
import type { DocumentKind } from './template-texts.ts';

/**
 * What a message says when its sender says nothing:
 * 1. the account's own template for the kind, in the client's language;
 * 2. the built-in one in the client's language. There is one in each.
 *
 * The account's own template in another language is never taken: a client reads its own language.
 * A template for `STATEMENT` serves invoices and estimates. One for `REMINDER` reminds of estimates only if
 * it says `{{statementType}}`: most ask for a payment, which nobody owes for an estimate.
 */
export async function findTemplate(
  { tx, accountId }: Pick<UnitOfWork, 'tx' | 'accountId'>,
  topic: MessageTopic,
): Promise<Pick<Template, 'subject' | 'message' | 'language'>> {
  const { kind, language } = topic;
  const own = await tx.messageTemplate.findUnique({
    where: { accountId_kind_language: { accountId, kind, language } },
  });
  const { subject, message } = own && serves(own, topic) ? own : defaultTemplate(topic);
  return { subject, message, language };
}

/** Whether a reminder of it asks for a payment. */
const IS_OWED: Record<DocumentKind, boolean> = { Invoice: true, Estimate: false };

function serves({ subject, message }: Template, { kind, documentKind }: MessageTopic): boolean {
  if (kind !== 'REMINDER' || IS_OWED[documentKind]) return true;
  return placeholdersIn(`${subject}\n${message}`).includes('statementType');
}

const KINDS = Object.values(DeliveryKind);
const LANGUAGES = Object.values(Language);

/** No account can have more of its own. */
export const MAX_TEMPLATES = KINDS.length * LANGUAGES.length;

/**
 * The account's own templates, and for each kind that has none in the account's language the built-in one
 * (what it says of an invoice), in the order of kinds and languages.
 */
export function effectiveTemplates(own: Template[], language: Language): Template[] {
  const lacking = KINDS.filter(
    (kind) => !own.some((each) => each.kind === kind && each.language === language),
  );
  const builtIn = lacking.map((kind) => defaultTemplate({ kind, documentKind: 'Invoice', language }));
  const place = (each: Template) =>
    KINDS.indexOf(each.kind) * LANGUAGES.length + LANGUAGES.indexOf(each.language);
  return [...own, ...builtIn].sort((a, b) => place(a) - place(b));
}
