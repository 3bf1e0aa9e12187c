import type { Category, LineItemKind } from '../generated/prisma/client.ts';
import { requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPage, type Page, type PageArgs } from '../graphql/pages.ts';
import { idColumn, textColumn } from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset } from '../platform/postgres/keyset.ts';
import { textHolds } from '../platform/postgres/search.ts';

const loadAnyCategory = rowLoader<Category>('category', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Category" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
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
    // No index: an account has so few that they are read in their order.
    const { sql, value } = textHolds(requireStorable(search, 'search'), ['name', 'description']);
    conditions.add(sql, value);
  }
  return loadPage(
    context,
    { table: 'Category', conditions, order: byName, descending: direction === 'DESC' },
    page,
  );
}
