import { expect, test } from 'vitest';
import { type Answer, Caller, type Response } from '../support/caller.ts';
import type { TestGateway } from '../support/gateway.ts';
import { type HiveageGroup, hiveage, type Row } from './rows.ts';

export function titleOf({ call, here, notYet = [] }: Row): string {
  return `${call} → ${[...here, ...notYet].join(', ')}`;
}

/** One test for each row of a group, by its call. What is not yet there is to do; what else has no test fails. */
export function testRows(group: HiveageGroup, tests: Record<string, () => Promise<void>>): void {
  const rows: readonly Row[] = hiveage[group];
  for (const row of rows) {
    const missing = () => expect.fail('This row has no test.');
    if (row.notYet && !tests[row.call]) test.todo(titleOf(row));
    else test(titleOf(row), tests[row.call] ?? missing);
  }
  test('and no test is of a row that there is not', () => {
    expect(Object.keys(tests).filter((call) => !rows.some((row) => row.call === call))).toEqual([]);
  });
}

/** A program that came from Hiveage: it gives its key as it did there, as the user name of HTTP Basic. */
export class Porter extends Caller {
  override async send(query: string, variables?: object): Promise<Response> {
    const credentials = Buffer.from(`${this.token}:`).toString('base64');
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${credentials}` },
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Response['body'],
    };
  }

  /** What a mutation answers that must succeed. */
  async make(name: string, input: object, fields: string): Promise<Answer> {
    const success = successOf(name);
    const result = await this.mutate(name, input, `... on ${success} { ${fields} }`);
    expect(result).toMatchObject({ __typename: success });
    return result;
  }

  /** The same for one that takes an id. */
  async makeById(name: string, id: string, fields: string): Promise<Answer> {
    const success = successOf(name);
    const result = await this.mutateById(name, id, `... on ${success} { ${fields} }`);
    expect(result).toMatchObject({ __typename: success });
    return result;
  }

  /** What the log says has happened. */
  async eventNames(): Promise<string[]> {
    const { events } = await this.run('{ events(first: 100) { nodes { name } } }');
    return events.nodes.map(({ name }: Answer) => name);
  }
}

const successOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Success`;

/** When Hiveage's sample statements were made. */
export const SAMPLE_INSTANT = '2015-01-22T19:22:28.000Z';

export async function createPorter({ clock, createCaller }: TestGateway): Promise<Porter> {
  clock.moveTo(SAMPLE_INSTANT);
  return new Porter(await createCaller({ name: 'Acme' }));
}

/** The client that the sample statements are for. */
export async function createPeter(porter: Porter, lastName = 'Pan'): Promise<Answer> {
  const input = { firstName: 'Peter', lastName, businessEmail: 'peter@example.com' };
  const { connection } = await porter.make(
    'createIndividual',
    { ...input, language: 'EN_US', currency: 'USD' },
    'connection { id hashKey displayName }',
  );
  return connection;
}
