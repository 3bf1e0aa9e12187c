/** Adds a value to a statement and returns its placeholder, such as `$2`. */
export type Bind = (value: unknown) => string;

/** The conditions of a `WHERE`, in SQL with a `?` for each value. The table's alias is `t`, the account is `$1`. */
export class Conditions {
  readonly #parts: { sql: string; values: unknown[] }[] = [];
  /** Whether the best plan depends on the values, so that the statement is not prepared. */
  unprepared = false;

  add(sql: string, ...values: unknown[]): this {
    this.#parts.push({ sql, values });
    return this;
  }

  /** Appends the conditions of another. */
  append(other: Conditions): this {
    this.#parts.push(...other.#parts);
    this.unprepared ||= other.unprepared;
    return this;
  }

  /**
   * Returns the SQL, with each part in parentheses after an `AND`. A part can only narrow the conditions before
   * it, the first of which is the account.
   */
  render(bind: Bind): string {
    return this.#parts
      .map(({ sql, values }) => {
        let next = 0;
        return ` AND (${sql.replaceAll('?', () => bind(values[next++]))})`;
      })
      .join('');
  }
}
