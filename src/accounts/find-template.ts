import { DeliveryKind, Language } from '../generated/prisma/enums.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { defaultTemplate, type MessageTopic, type Template } from './default-templates.ts';
import { placeholdersIn } from './placeholders.ts';
import type { DocumentKind } from './template-texts.ts';

/**
 * Returns the template for a message whose sender gives no text:
 * 1. the account's own template for the kind, in the client's language;
 * 2. the built-in template in the client's language, which exists for every language.
 *
 * Never uses the account's own template in another language. A template for `STATEMENT` serves invoices and
 * estimates. A template for `REMINDER` serves estimates only if it contains `{{statementType}}`: most ask for a
 * payment, which an estimate does not require.
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

/** Whether a reminder asks for a payment. */
const IS_OWED: Record<DocumentKind, boolean> = { Invoice: true, Estimate: false };

function serves({ subject, message }: Template, { kind, documentKind }: MessageTopic): boolean {
  if (kind !== 'REMINDER' || IS_OWED[documentKind]) return true;
  return placeholdersIn(`${subject}\n${message}`).includes('statementType');
}

const KINDS = Object.values(DeliveryKind);
const LANGUAGES = Object.values(Language);

/** The maximum of an account's own templates. */
export const MAX_TEMPLATES = KINDS.length * LANGUAGES.length;

/**
 * Returns the account's own templates, and the built-in one (for invoices) for each kind without a template in the
 * account's language, ordered by kind and language.
 */
export function effectiveTemplates(own: Template[], language: Language): Template[] {
  const lacking = KINDS.filter(
    (kind) => !own.some((each) => each.kind === kind && each.language === language),
  );
  const builtIn = lacking.map((kind) => defaultTemplate({ kind, documentKind: 'Invoice', language }));
  const rank = (each: Template) =>
    KINDS.indexOf(each.kind) * LANGUAGES.length + LANGUAGES.indexOf(each.language);
  return [...own, ...builtIn].sort((a, b) => rank(a) - rank(b));
}
