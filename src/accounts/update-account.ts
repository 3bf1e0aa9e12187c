import type { Account, Language } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { requireVersion } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkMessage, checkSubject } from './check-template.ts';
import { defaultTemplate, type Template } from './default-templates.ts';
import { MAX_TEMPLATES } from './find-template.ts';
import { lockAccount } from './lock-account.ts';

export interface UpdateAccountInput {
  expectedVersion?: number | null;
  name?: string | null;
  currency?: string | null;
  language?: Language | null;
  replyTo?: string | null;
  messageTemplates?: Template[] | null;
}

/** Updates the account's settings and templates. @throws {InvalidInput | VersionConflict} */
export function updateAccount(actor: Actor, input: UpdateAccountInput): Promise<Account> {
  const check = new InputCheck();
  const data = checkAccount(check, input);
  const templates = input.messageTemplates && checkTemplates(check, input.messageTemplates);
  check.finish();
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    // The account is locked first, so that no deadlock is possible.
    requireVersion(await lockAccount(unit), input.expectedVersion);
    if (templates !== undefined) await replaceTemplates(unit, templates ?? []);
    return tx.account.update({
      where: { id: accountId },
      data: { ...data, version: { increment: 1 }, updatedAt: now },
    });
  });
}

function checkAccount(check: InputCheck, { name, currency, language, replyTo }: UpdateAccountInput) {
  if (language === null) check.add(['language'], 'REQUIRED', 'This must not be empty.');
  return {
    ...(name !== undefined && { name: check.line(['name'], name) }),
    ...(currency !== undefined && { currency: check.currency(['currency'], currency) }),
    ...(language && { language }),
    ...(replyTo !== undefined && { replyTo: replyTo === null ? null : check.email(['replyTo'], replyTo) }),
  };
}

/** @returns the account's own templates: an unchanged built-in template is not stored */
function checkTemplates(check: InputCheck, templates: Template[]): Template[] {
  check.count(['messageTemplates'], templates, MAX_TEMPLATES);
  const seen = new Set<string>();
  const checked = templates.map(({ kind, language, subject, message }, index): Template => {
    const path = ['messageTemplates', index];
    const pair = `${kind} ${language}`;
    if (seen.has(pair))
      check.add(path, 'DUPLICATE', 'The list has another template of this kind and language.');
    seen.add(pair);
    return {
      kind,
      language,
      subject: checkSubject(check, [...path, 'subject'], { kind, subject }),
      message: checkMessage(check, [...path, 'message'], { kind, message }),
    };
  });
  return checked.filter((template) => !isBuiltIn(template));
}

function isBuiltIn({ kind, language, subject, message }: Template): boolean {
  const builtIn = defaultTemplate({ kind, language, documentKind: 'Invoice' });
  return subject === builtIn.subject && message === builtIn.message;
}

async function replaceTemplates({ tx, accountId }: UnitOfWork, templates: Template[]): Promise<void> {
  await tx.messageTemplate.deleteMany({ where: { accountId } });
  await tx.messageTemplate.createMany({ data: templates.map((template) => ({ ...template, accountId })) });
}
