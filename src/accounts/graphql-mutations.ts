import { builder } from '../graphql/builder.ts';
import { DeliveryKindEnum, LanguageEnum } from '../graphql/enums.ts';
import { addMutation } from '../graphql/mutations.ts';
import { UPDATE_RULE } from '../graphql/update-input.ts';
import { InvalidInput, VersionConflict } from '../values/errors.ts';
import { AccountType } from './graphql.ts';
import { updateAccount } from './update-account.ts';

const MessageTemplateInput = builder.inputType('MessageTemplateInput', {
  description: 'A message template of the account. `MessageTemplate` lists the placeholders.',
  fields: (t) => ({
    kind: t.field({
      type: DeliveryKindEnum,
      required: true,
      description:
        'The kind of email that uses the template. ' +
        '`STATEMENT` serves invoices and estimates; `{{statementType}}` names the type. ' +
        '`REMINDER` serves estimates only if it contains `{{statementType}}`.',
    }),
    language: t.field({
      type: LanguageEnum,
      required: true,
      description: 'The language of the clients whose emails use the template.',
    }),
    subject: t.string({
      required: true,
      description:
        'The subject: one line of at most 255 characters. An unknown placeholder fails with `UNKNOWN_PLACEHOLDER`.',
    }),
    message: t.string({
      required: true,
      description:
        'The body: plain text of at most 10,000 characters. An unknown placeholder fails with `UNKNOWN_PLACEHOLDER`.',
    }),
  }),
});

const UpdateAccountInput = builder.inputType('UpdateAccountInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    expectedVersion: t.int({
      description: 'Fails with `VersionConflict` if the account has another version by now.',
    }),
    name: t.string({
      description:
        'The name of the business, shown in emails, on public pages and on PDFs: one line of at most 255 characters.',
    }),
    currency: t.field({
      type: 'Currency',
      description: 'The default currency of new connections. Existing connections keep theirs.',
    }),
    language: t.field({
      type: LanguageEnum,
      description: 'The default language of new connections. Existing connections keep theirs.',
    }),
    replyTo: t.field({
      type: 'EmailAddress',
      description: 'The address that replies to emails go to: at most 254 characters. Null removes it.',
    }),
    messageTemplates: t.field({
      type: [MessageTemplateInput],
      description:
        'Replaces all templates of the account. An empty list or null restores the built-in templates. ' +
        'A second template of one kind and language fails with `DUPLICATE`. ' +
        'A template equal to the built-in one is not stored: it stays the built-in one.',
    }),
  }),
});

addMutation('updateAccount', {
  description:
    'Updates the settings and message templates of the account. The plan is set by the operator of the gateway.',
  ability: 'ACCOUNT_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateAccountInput, required: true }) }),
  run: ({ actor }, { input }) => updateAccount(actor, input),
  success: (t) => ({
    account: t.field({
      type: AccountType,
      description: 'The account with its new settings.',
      resolve: (account) => account,
    }),
  }),
  errors: [InvalidInput, VersionConflict],
});
