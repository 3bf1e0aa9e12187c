import { describe, expect, test } from 'vitest';
import { isBoundToAccount } from '../../src/platform/postgres/account-guard.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

const id = '01900000-0000-7000-8000-000000000000';
const accountId = '01900000-0000-7000-8000-000000000001';

test.each([
  [{ accountId }, true],
  [{ accountId_id: { accountId, id } }, true],
  [{ AND: [{ id }, { accountId }] }, true],
  [{ OR: [{ accountId }, { accountId, id }] }, true],
  [{ OR: [{ accountId }, { id }] }, false],
  [{ OR: [] }, false],
  [{ accountId: undefined }, false],
  [{ accountId: { in: [accountId] } }, false],
  [{ NOT: { accountId } }, false],
  [{ id }, false],
  [{}, false],
  [undefined, false],
])('%j is bound to one account: %s', (where, isBound) => {
  expect(isBoundToAccount(where)).toBe(isBound);
});

describe('a statement without an account is a fault before it is run', () => {
  const where = { id };
  test.each([
    ['findMany', () => gateway.gateway.database.prisma.invoice.findMany({ where })],
    ['findMany of all', () => gateway.gateway.database.prisma.invoice.findMany()],
    ['findFirst', () => gateway.gateway.database.prisma.contact.findFirst({ where })],
    ['count', () => gateway.gateway.database.prisma.payment.count({ where })],
    ['updateMany', () => gateway.gateway.database.prisma.invoice.updateMany({ where, data: { note: '' } })],
    ['deleteMany', () => gateway.gateway.database.prisma.event.deleteMany({ where: {} })],
    [
      'findMany in a transaction',
      () => gateway.gateway.database.prisma.$transaction((tx) => tx.delivery.findMany({ where })),
    ],
  ])('%s', async (_, run) => {
    await expect((async () => run())()).rejects.toThrow('is not bound to an account');
  });

  test('with an account it is none', async () => {
    const { prisma } = gateway.gateway.database;
    expect(await prisma.invoice.findMany({ where: { accountId, id } })).toEqual([]);
    expect(await prisma.account.findMany()).toEqual([]);
  });
});
