import { type Category, type LineItemKind, Prisma } from '../generated/prisma/client.ts';
import { requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { loadPage } from '../graphql/load-page.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import { idColumn, textColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';
import { textHolds } from '../platform/postgres/search.ts';

const columns = everyColumn(Prisma.CategoryScalarFieldEnum);

const loadAnyCategory = rowLoader('category', columns, ({ prisma, reader }, ids, select) =>
  prisma.category.findManyByIds({ reader, ids, select }),
);

export async function loadCategory(
  context: Context,
  kind: LineItemKind,
  id: string,
): Promise<Category | null> {
  const category = await loadAnyCategory(context, id);
  return category?.kind === kind ? category : null;
}

const byName: Keyset<Category> = { name: 'NAME', columns: [textColumn('name'), idColumn()] };

export function loadCategories(
  context: Context,
  kind: LineItemKind,
  { search, direction, ...page }: PageArgs & { search?: string | null; direction?: 'ASC' | 'DESC' | null },
): Promise<Page<Category>> {
  const conditions = new Conditions().add('t.kind = ?::"LineItemKind"', kind);
  if (search) {
    // Uses no index: an account has few categories, which are scanned in order.
    const { sql, value } = textHolds(requireStorable(search, 'search'), ['name', 'description']);
    conditions.add(sql, value);
  }
  const descending = direction === 'DESC';
  const { prisma, reader } = context;
  return loadPage(
    prisma.category.paginate({ reader, select: columns, conditions, order: byName, descending }),
    page,
  );
}
