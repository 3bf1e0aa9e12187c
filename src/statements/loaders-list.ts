import { loadConnectionsNamed } from '../connections/loaders.ts';
import { requireInstant, requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { loadPage, loadPageOf } from '../graphql/load-page.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { type Select, selectKey } from '../platform/postgres/model-columns.ts';
import type { Pagination } from '../platform/postgres/pagination.ts';
import { SEARCHED, textHolds } from '../platform/postgres/search.ts';
import { idOf } from '../values/global-id.ts';
import type { StatementKind } from './statement-kind.ts';

/** The filters that all kinds of statements share. */
export interface StatementFilter {
  search?: string | null;
  states?: readonly string[] | null;
  connectionId?: string | null;
  trashed?: boolean | null;
  updatedSince?: string | null;
}

export interface StatementListArgs<Filter, OrderField> extends PageArgs {
  filter?: Filter | null;
  orderBy?: { field: OrderField; direction: 'ASC' | 'DESC' } | null;
}

/** The list of one kind: its orders, and the conditions of its own filters. */
interface StatementList<Row, Name extends string, Filter, OrderField extends string> {
  kind: StatementKind;
  orders: Readonly<Record<OrderField, Keyset<Row>>>;
  defaultOrder: OrderField;
  addConditions?: (conditions: Conditions, filter: Filter, context: Context) => void;
  paginate: (context: Context, query: StatementQuery<Row, Name>) => Pagination<Row>;
}

/** The query of a list, except its account. */
interface StatementQuery<Row, Name extends string> {
  select: Select<Name>;
  conditions: Conditions;
  order: Keyset<Row>;
  descending: boolean;
}

/** Creates the loaders of a kind's list: for the whole account, and for one parent, such as a connection. */
export function statementList<
  Row,
  Name extends string,
  Filter extends StatementFilter,
  OrderField extends string,
>({ kind, orders, defaultOrder, addConditions, paginate }: StatementList<Row, Name, Filter, OrderField>) {
  type Args = StatementListArgs<Filter, OrderField>;

  async function listOf(
    context: Context,
    { filter, orderBy }: Pick<Args, 'filter' | 'orderBy'>,
    select: Select<Name>,
  ): Promise<Pagination<Row>> {
    const conditions = await sharedConditions(context, kind, filter ?? {});
    if (filter) addConditions?.(conditions, filter, context);
    return paginate(context, {
      select,
      conditions,
      order: orders[orderBy?.field ?? defaultOrder],
      // Defaults to newest first.
      descending: (orderBy?.direction ?? 'DESC') === 'DESC',
    });
  }

  return {
    async load(
      context: Context,
      { filter, orderBy, ...page }: Args,
      select: Select<Name>,
    ): Promise<Page<Row>> {
      return loadPage(await listOf(context, { filter, orderBy }, select), page);
    },

    async loadOf(
      context: Context,
      parent: { column: keyof Row & string; id: string },
      { filter, orderBy, ...page }: Args,
      select: Select<Name>,
    ): Promise<Page<Row>> {
      const name = `${kind}:${parent.column}:${selectKey(select)}:${JSON.stringify([filter, orderBy])}`;
      const list = await listOf(context, { filter, orderBy }, select);
      return loadPageOf(context, { name, ...parent }, list, page);
    },
  };
}

async function sharedConditions(
  context: Context,
  kind: StatementKind,
  { search, states, connectionId, trashed, updatedSince }: StatementFilter,
): Promise<Conditions> {
  const conditions = new Conditions().add(`t."trashedAt" IS ${trashed ? 'NOT NULL' : 'NULL'}`);
  if (search) await addStatementSearch(context, conditions, { search, columns: SEARCHED[kind] });
  if (states) conditions.add(`t.state = ANY(?::"${kind}State"[])`, states);
  if (connectionId != null) {
    conditions.add('t."connectionId" = ?::uuid', idOf(connectionId, 'Organization', 'Individual'));
  }
  if (updatedSince) conditions.add('t."updatedAt" >= ?', requireInstant(updatedSince, 'filter.updatedSince'));
  return conditions;
}

/**
 * Limits a list to statements with the search text in one of their columns or in their connection's name. If few
 * connections match, their ids become the condition, which uses an index. If many match, a scan in list order finds
 * matching statements soon.
 */
async function addStatementSearch(
  context: Context,
  conditions: Conditions,
  { search, columns }: { search: string; columns: readonly string[] },
): Promise<void> {
  conditions.unprepared = true;
  const own = textHolds(requireStorable(search, 'filter.search'), columns);
  const connectionIds = await loadConnectionsNamed(context, search);
  if (connectionIds) {
    conditions.add(`${own.sql} OR t."connectionId" = ANY(?::uuid[])`, own.value, connectionIds);
  } else {
    const name = textHolds(search, ['displayName'], 'c');
    conditions.add(
      `${own.sql} OR EXISTS (SELECT 1 FROM "Connection" AS c` +
        ` WHERE c."accountId" = $1 AND c.id = t."connectionId" AND ${name.sql})`,
      own.value,
      name.value,
    );
  }
}
