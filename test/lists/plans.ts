import type { Client } from 'pg';
import type { TestGateway } from '../support/gateway.ts';

/** A statement that the gateway ran, as it ran it. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Keeps what the gateway reads from now on, each statement as it leaves. */
export function captureReads({ gateway }: TestGateway): Statement[] {
  const { reads } = gateway.database;
  const query = reads.query.bind(reads);
  const statements: Statement[] = [];
  reads.query = (config) => {
    statements.push({ text: config.text, values: config.values ?? [] });
    return query(config);
  };
  return statements;
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

export interface Reading {
  /** The tables that are read from end to end. */
  scanned: string[];
  /** How many rows of tables were looked at, those included that were thrown away. */
  rows: number;
  /** A line for each node, to be shown. */
  shown: string;
}

/** Runs a statement with its values, and says how PostgreSQL went about it. */
export async function explain(client: Client, { text, values }: Statement): Promise<Reading> {
  const { rows } = await client.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values);
  const nodes = flatten(rows[0]['QUERY PLAN'][0].Plan);
  const reads = nodes.filter((node) => node['Relation Name']);
  return {
    scanned: reads.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']!),
    rows: reads.reduce((sum, node) => sum + rowsRead(node), 0),
    shown: nodes
      .map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''} ${rowsRead(node)}`)
      .join('\n'),
  };
}

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

function rowsRead(node: Node): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return (node['Actual Rows'] + removed) * node['Actual Loops'];
}
