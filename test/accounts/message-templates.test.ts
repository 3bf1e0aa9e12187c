import { beforeEach, describe, expect, test } from 'vitest';
import { defaultTemplate, type Template } from '../../src/accounts/default-templates.ts';
import { findTemplate } from '../../src/accounts/find-template.ts';
import type { DocumentKind } from '../../src/accounts/template-texts.ts';
import type { DeliveryKind } from '../../src/generated/prisma/enums.ts';
import { LANGUAGE_TAGS, type Language } from '../../src/values/money.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

const TEMPLATES = 'messageTemplates { kind language subject message }';

function update(input: object, by = caller): Promise<Answer> {
  const success = `... on UpdateAccountSuccess { account { ${TEMPLATES} version } }`;
  return by.mutate('updateAccount', input, `${ISSUES} ${success}`);
}

async function save(messageTemplates: object[] | null, by = caller): Promise<Template[]> {
  return (await update({ messageTemplates }, by)).account.messageTemplates;
}

async function shown(by = caller): Promise<Template[]> {
  return (await by.run(`{ viewer { account { ${TEMPLATES} } } }`)).viewer.account.messageTemplates;
}

function find(kind: DeliveryKind, documentKind: DocumentKind, language: Language, by = caller) {
  const unit = { tx: gateway.gateway.database.prisma, accountId: uuidOf(by.accountId) };
  return findTemplate(unit, { kind, documentKind, language });
}

const builtIn = (kind: DeliveryKind, language: Language, documentKind: DocumentKind = 'Invoice') =>
  defaultTemplate({ kind, documentKind, language });
const own = (kind: DeliveryKind, language: Language, text = 'Own {{statementNo}}'): Template => ({
  kind,
  language,
  subject: text,
  message: `${text}\n{{publicUrl}}`,
});
const FROM_THE_START = [
  builtIn('STATEMENT', 'EN_US'),
  builtIn('REMINDER', 'EN_US'),
  builtIn('RECEIPT', 'EN_US'),
];

describe('an account shows what its messages say', () => {
  test('from the start, in its own language', async () => {
    expect(await shown()).toEqual(FROM_THE_START);
    expect((await update({ language: 'JA' })).account.messageTemplates).toEqual([
      builtIn('STATEMENT', 'JA'),
      builtIn('REMINDER', 'JA'),
      builtIn('RECEIPT', 'JA'),
    ]);
  });

  test('with its own in place of the built-in ones, and those for other languages beside them', async () => {
    const mine = [own('RECEIPT', 'DE'), own('STATEMENT', 'FR'), own('STATEMENT', 'EN_US')];
    const expected = [mine[2], mine[1], builtIn('REMINDER', 'EN_US'), builtIn('RECEIPT', 'EN_US'), mine[0]];
    expect(await save(mine)).toEqual(expected);
    expect(await shown()).toEqual(expected);
    // In German it has a receipt of its own, so that only the others are built in.
    const { account } = await update({ language: 'DE' });
    const inGerman = [mine[2], builtIn('STATEMENT', 'DE'), mine[1], builtIn('REMINDER', 'DE'), mine[0]];
    expect(account.messageTemplates).toEqual(inGerman);
  });

  test('to nobody else', async () => {
    const other = await gateway.createCaller();
    await save([own('STATEMENT', 'EN_US')]);
    expect(await shown(other)).toEqual(FROM_THE_START);
    await save([own('STATEMENT', 'EN_US', 'Theirs')], other);
    await save(null, other);
    expect(await shown()).toEqual([own('STATEMENT', 'EN_US'), ...FROM_THE_START.slice(1)]);
    expect(await find('STATEMENT', 'Invoice', 'EN_US', other)).toMatchObject({
      subject: FROM_THE_START[0]!.subject,
    });
  });
});

describe('an account’s own templates', () => {
  test('are replaced as a whole, and stay as they are where nothing is said of them', async () => {
    await save([own('STATEMENT', 'EN_US'), own('REMINDER', 'EN_US')]);
    const second = [FROM_THE_START[0], own('REMINDER', 'EN_US', 'Second'), FROM_THE_START[2]];
    expect(await save([own('REMINDER', 'EN_US', 'Second')])).toEqual(second);
    const { account } = await update({ name: 'Renamed' });
    expect(account).toEqual({ messageTemplates: second, version: 4 });
  });

  test.each([[null], [[]]])('are gone by %j, and the built-in ones are back', async (nothing) => {
    await save([own('STATEMENT', 'EN_US')]);
    expect(await save(nothing)).toEqual(FROM_THE_START);
  });

  test('are kept for every kind in every language', async () => {
    const all = (['STATEMENT', 'REMINDER', 'RECEIPT'] as const).flatMap((kind) =>
      (Object.keys(LANGUAGE_TAGS) as Language[]).map((language) => own(kind, language)),
    );
    expect(await save(all.toReversed())).toEqual(all);
    expect(issuesOf(await update({ messageTemplates: [...all, own('RECEIPT', 'ES')] }))).toEqual([
      'messageTemplates: TOO_MANY',
      'messageTemplates.54: DUPLICATE',
    ]);
  });

  test('are not made of built-in ones that come back as they were shown', async () => {
    await save([...FROM_THE_START, builtIn('RECEIPT', 'DE')]);
    const accountId = uuidOf(caller.accountId);
    const { messageTemplate } = gateway.gateway.database.prisma;
    expect(await messageTemplate.count({ where: { accountId } })).toBe(0);
    const changed = { ...FROM_THE_START[0], subject: 'Changed' };
    expect(await save([changed, ...FROM_THE_START.slice(1)])).toEqual([changed, ...FROM_THE_START.slice(1)]);
    expect(await messageTemplate.count({ where: { accountId } })).toBe(1);
  });

  test('are checked, and every problem is told of at once', async () => {
    await save([own('STATEMENT', 'EN_US')]);
    const good = { kind: 'STATEMENT', language: 'EN_US', subject: ' {{ statementType }} ', message: 'a\nb' };
    const result = await update({
      name: '',
      messageTemplates: [
        good,
        { ...good, language: 'EN_UK', subject: 'a\nb', message: ' ' },
        { ...good, language: 'DE', subject: '', message: 'a'.repeat(10_001) },
        { ...good, language: 'FR', subject: 'a'.repeat(256), message: '{{ paymentDate }}' },
        { ...good, kind: 'RECEIPT', subject: '{{unknown}}', message: '{{paymentDate}} {{statementno}}' },
        { ...good, kind: 'RECEIPT' },
        good,
      ],
    });
    expect(issuesOf(result)).toEqual([
      'name: REQUIRED',
      'messageTemplates.1.subject: INVALID_CHARACTERS',
      'messageTemplates.1.message: REQUIRED',
      'messageTemplates.2.subject: REQUIRED',
      'messageTemplates.2.message: TOO_LONG',
      'messageTemplates.3.subject: TOO_LONG',
      'messageTemplates.3.message: UNKNOWN_PLACEHOLDER',
      'messageTemplates.4.subject: UNKNOWN_PLACEHOLDER',
      'messageTemplates.4.message: UNKNOWN_PLACEHOLDER',
      'messageTemplates.5: DUPLICATE',
      'messageTemplates.6: DUPLICATE',
    ]);
    expect(await shown()).toEqual([own('STATEMENT', 'EN_US'), ...FROM_THE_START.slice(1)]);
    expect((await save([good]))[0]).toEqual({ ...good, subject: '{{ statementType }}' });
  });
});

describe('a message is found', () => {
  const found = ({ subject, message, language }: Template) => ({ subject, message, language });

  test('in the client’s language, among the account’s own first', async () => {
    await save([own('STATEMENT', 'DE'), own('STATEMENT', 'EN_US', 'English')]);
    expect(await find('STATEMENT', 'Invoice', 'DE')).toEqual(found(own('STATEMENT', 'DE')));
    expect(await find('STATEMENT', 'Invoice', 'EN_US')).toEqual(found(own('STATEMENT', 'EN_US', 'English')));
    // Not in a language that the client does not read, be it the account's own words.
    expect(await find('STATEMENT', 'Invoice', 'EN_UK')).toEqual(found(builtIn('STATEMENT', 'EN_UK')));
    expect(await find('RECEIPT', 'Invoice', 'DE')).toEqual(found(builtIn('RECEIPT', 'DE')));
  });

  test('as it is shown', async () => {
    await update({ language: 'ET', messageTemplates: [own('REMINDER', 'ET')] });
    for (const template of await shown()) {
      expect(await find(template.kind, 'Invoice', template.language)).toEqual(found(template));
    }
  });

  test('for an estimate: in its own words, or in the account’s for statements', async () => {
    expect(await find('STATEMENT', 'Estimate', 'NL')).toEqual(found(builtIn('STATEMENT', 'NL', 'Estimate')));
    await save([own('STATEMENT', 'NL')]);
    expect(await find('STATEMENT', 'Estimate', 'NL')).toEqual(found(own('STATEMENT', 'NL')));
  });

  test('to remind of an estimate: in the account’s words only if they are made for either', async () => {
    const forInvoices = own('REMINDER', 'EN_US', 'Please pay {{totalDue}}');
    await save([forInvoices]);
    expect(await find('REMINDER', 'Invoice', 'EN_US')).toEqual(found(forInvoices));
    expect(await find('REMINDER', 'Estimate', 'EN_US')).toEqual(
      found(builtIn('REMINDER', 'EN_US', 'Estimate')),
    );
    const forEither = own('REMINDER', 'EN_US', '{{ statementType }} {{statementNo}}');
    await save([forEither]);
    expect(await find('REMINDER', 'Invoice', 'EN_US')).toEqual(found(forEither));
    expect(await find('REMINDER', 'Estimate', 'EN_US')).toEqual(found(forEither));
  });
});
