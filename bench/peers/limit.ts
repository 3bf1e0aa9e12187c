// The limit: one statement builds the answer's JSON, and Node hands its bytes on. Nothing about it is
// GraphQL; it knows one page. Texts are joined by concat(), which came out a third cheaper in
// PostgreSQL than json_build_object.
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { createCaller, FIND_ACCOUNT } from './caller.ts';
import { decodeCursor } from './schema.ts';
import { databaseUrl, host, MAX_CONNECTIONS, port } from './settings.ts';

const pool = new pg.Pool({ connectionString: databaseUrl, max: MAX_CONNECTIONS });
const accountOf = createCaller(async (tokenHash) => {
  const { rows } = await pool.query({ name: 'key', text: FIND_ACCOUNT, values: [tokenHash] });
  return rows[0]?.accountId;
});

const SIZE = 20;

// Every currency here but the yen has two decimals.
const amount = (minor: string, row: string) =>
  `CASE ${row}.currency WHEN 'JPY' THEN ${minor}::numeric ELSE ${minor} * 0.01 END`;

const LINES = `SELECT string_agg(concat(
    '{"id":"', l.id, '","description":', to_json(l.description),
    ',"total":{"amount":"', ${amount('l."totalMinor"', 'l')},
    CASE l.kind
      WHEN 'ITEM' THEN concat('"},"__typename":"ItemLine","price":"', l.price, '","quantity":"', l.quantity,
        '","unit":', coalesce(to_json(l.unit)::text, 'null'), '}')
      WHEN 'EXPENSE' THEN concat('"},"__typename":"ExpenseLine","amount":"', l.amount, '"}')
      WHEN 'TASK' THEN concat('"},"__typename":"TaskLine","duration":"', l.duration, '","rate":"', l.rate, '"}')
      ELSE concat('"},"__typename":"TripLine","distance":"', l.distance, '","rate":"', l.rate, '"}')
    END), ',' ORDER BY l."sortOrder")
  FROM "LineItem" l WHERE l."accountId" = i."accountId" AND l."invoiceId" = i.id`;

const PAYMENTS = `SELECT string_agg(concat(
    '{"id":"', p.id, '","date":"', p.date, '","amount":{"amount":"', ${amount('p."amountMinor"', 'p')},
    '"},"method":"', p.method, '","state":"', p.state, '"}'), ',' ORDER BY p.date, p.id)
  FROM (SELECT * FROM "Payment" p WHERE p."accountId" = i."accountId" AND p."invoiceId" = i.id
    ORDER BY p.date, p.id LIMIT 10) p`;

const CLIENT = `SELECT concat('{"id":"', c.id, '","displayName":', to_json(c."displayName"),
    ',"businessEmail":', to_json(c."businessEmail"), '}')
  FROM "Connection" c WHERE c."accountId" = i."accountId" AND c.id = i."connectionId"`;

const EDGE = `concat(
  '{"cursor":"', i.date, '_', i.id, '","node":{"id":"', i.id, '","statementNo":', to_json(i."statementNo"),
  ',"date":"', i.date, '","dueDate":"', i."dueDate", '","state":"', i.state, '","currency":"', i.currency,
  '","billedTotal":{"amount":"', ${amount('i."billedTotalMinor"', 'i')}, '","currency":"', i.currency,
  '"},"paidTotal":{"amount":"', ${amount('i."paidTotalMinor"', 'i')},
  '"},"totalDue":{"amount":"', ${amount('(i."billedTotalMinor" - i."paidTotalMinor")', 'i')},
  '"},"connection":', (${CLIENT}), ',"lineItems":[', (${LINES}), '],"payments":{"nodes":[', (${PAYMENTS}), ']}}}')`;

// One row more is read than shown, to know whether there is a next page; only its place is looked at.
const page = (from: string) => `
  SELECT concat('{"data":{"invoices":{"edges":[', string_agg(${EDGE}, ',' ORDER BY i.date DESC, i.id DESC),
    '],"pageInfo":{"hasNextPage":', (count(*) FILTER (WHERE i.more) = ${SIZE})::text,
    ',"endCursor":', to_json((array_agg(i.date || '_' || i.id ORDER BY i.date, i.id))[1]), '}}}}') AS json
  FROM (
    SELECT *, lead(id) OVER (ORDER BY date DESC, id DESC) IS NOT NULL AS more
    FROM (
      SELECT * FROM "Invoice"
      WHERE "accountId" = $1 AND "trashedAt" IS NULL ${from}
      ORDER BY date DESC, id DESC LIMIT ${SIZE + 1}
    ) page LIMIT ${SIZE}
  ) i`;

const FIRST = page('');
const AFTER = page('AND (date, id) < ($2::date, $3::uuid)');

createServer(async (request, response) => {
  try {
    const body = await readBody(request);
    const accountId = await accountOf(request.headers.authorization);
    if (!accountId) return void response.writeHead(401).end();
    const { variables } = JSON.parse(body) as { variables?: { after?: string } };
    const { rows } = await pool.query(
      variables?.after
        ? { name: 'after', text: AFTER, values: [accountId, ...decodeCursor(variables.after)] }
        : { name: 'first', text: FIRST, values: [accountId] },
    );
    const json = Buffer.from(rows[0].json);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': json.length }).end(json);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(port, host);

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += chunk;
  return body;
}
