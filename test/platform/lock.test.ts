import { beforeAll, describe, expect, test } from 'vitest';
import { LOCKABLE, type Lockable, lock, lockUntrashed, tryLock } from '../../src/platform/lock.ts';
import { transact, type UnitOfWork } from '../../src/platform/transact.ts';
import { NotFound, VersionConflict } from '../../src/values/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';

const gateway = useGateway();
let world: World;
let stranger: string;
beforeAll(async () => {
  world = await createWorld(gateway);
  stranger = (await gateway.createCaller()).accountId;
});

const uuid = (globalId: string) => globalId.split('_')[1]!;

function within<Result>(work: (unit: UnitOfWork) => Promise<Result>, accountId = world.caller.accountId) {
  return transact({ gateway: gateway.gateway, accountId: uuid(accountId) }, work);
}

/** The row as Prisma's own read returns it. */
function find({ tx, accountId }: UnitOfWork, table: Lockable): Promise<unknown> {
  const delegate = tx[table] as unknown as { findFirstOrThrow(args: object): Promise<unknown> };
  return delegate.findFirstOrThrow({ where: { accountId }, orderBy: { createdAt: 'asc' } });
}

describe.each(LOCKABLE)('%s', (table) => {
  test('is returned as Prisma reads it', async () => {
    const { found, locked } = await within(async (unit) => {
      const row = (await find(unit, table)) as { id: string };
      return { found: row, locked: await lock(unit, table, row.id) };
    });
    expect(locked).toStrictEqual(found);
  });

  test('is not found by another account', async () => {
    const { id } = (await within((unit) => find(unit, table))) as { id: string };
    await expect(within((unit) => lock(unit, table, id), stranger)).rejects.toThrow(NotFound);
    expect(await within((unit) => tryLock(unit, table, id), stranger)).toBeNull();
  });
});

test('no id is an id of no row', async () => {
  await expect(within((unit) => lock(unit, 'recurringInvoice', null))).rejects.toThrow(
    'There is no recurring invoice with this id.',
  );
});

test('a row that is locked is skipped if asked for, and waited for otherwise', async () => {
  const id = uuid(world.ids.get('Invoice')!);
  await within(async (unit) => {
    await lock(unit, 'invoice', id);
    const other = await within((second) => tryLock(second, 'invoice', id, { skipLocked: true }));
    expect(other).toBeNull();
  });
  expect(await within((unit) => tryLock(unit, 'invoice', id, { skipLocked: true }))).toMatchObject({ id });
});

test('others may share a row that must only stay', async () => {
  const id = uuid(world.ids.get('Organization')!);
  await within(async (unit) => {
    await lock(unit, 'connection', id, { mode: 'KEY SHARE' });
    const other = await within((second) => lock(second, 'connection', id, { mode: 'KEY SHARE' }));
    expect(other.id).toBe(id);
  });
});

test('what was committed while the lock was waited for is in the row', async () => {
  const id = uuid(world.ids.get('Invoice')!);
  let waiting: Promise<{ note: string | null }> | undefined;
  await within(async (unit) => {
    await lock(unit, 'invoice', id);
    waiting = within((second) => lock(second, 'invoice', id));
    const { accountId } = unit;
    await unit.tx.invoice.update({
      where: { accountId_id: { accountId, id } },
      data: { note: 'Written meanwhile' },
    });
  });
  expect((await waiting)?.note).toBe('Written meanwhile');
});

test('a row at another version than expected, or in the trash, is not to be changed', async () => {
  const id = uuid(world.ids.get('Invoice')!);
  const { version } = await within((unit) => lock(unit, 'invoice', id));
  await within((unit) => lockUntrashed(unit, 'invoice', id, { expectedVersion: version }));
  await expect(
    within((unit) => lockUntrashed(unit, 'invoice', id, { expectedVersion: version - 1 })),
  ).rejects.toThrow(VersionConflict);
  const trashed = within(async (unit) => {
    const where = { accountId_id: { accountId: unit.accountId, id } };
    await unit.tx.invoice.update({ where, data: { trashedAt: unit.now } });
    return lockUntrashed(unit, 'invoice', id, { expectedVersion: version - 1 });
  });
  await expect(trashed).rejects.toThrow('The invoice is in the trash.');
});
