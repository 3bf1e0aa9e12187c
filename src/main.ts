import { openDemoAccount } from './demo/demo-account.ts';
import { dueWork } from './due-work.ts';
import { openMailTransport } from './mail/transport.ts';
import { assembleGateway, openConfiguredDatabase } from './open-gateway.ts';
import { readConfig } from './platform/config.ts';
import type { Gateway } from './platform/gateway.ts';
import { checkConnections } from './platform/postgres/check-connections.ts';
import { GRAPHQL_PATH } from './server/http.ts';
import { type RunningServer, serve } from './server/serve.ts';
import { startupMessage } from './startup-error.ts';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { databaseUrl, stop: stopDatabase } = await openConfiguredDatabase(config);
  const gateway = assembleGateway(config, databaseUrl);
  const transport = openMailTransport(config);
  let server: RunningServer | undefined;
  const stop = async () => {
    await server?.stop();
    await gateway.worker.stop();
    await transport.close();
    await gateway.events.close();
    await gateway.database.close();
    await stopDatabase();
  };
  try {
    await checkConnections(gateway.database, gateway.log);
    const demoKey = await openDemoAccount(gateway);
    server = await serve(gateway, config.introspection ? { demoKey } : null);
    gateway.worker.start(dueWork(gateway, transport));
    stopOnSignal(gateway, stop);
    const { destination } = transport;
    const mail = config.smtpUrl ? destination : `files in ${destination} (SMTP_URL is not set)`;
    greet(`${config.publicUrl}${GRAPHQL_PATH}`, { demoKey, mail });
  } catch (error) {
    await stop();
    throw error;
  }
}

function greet(url: string, { demoKey, mail }: { demoKey: string | null; mail: string }): void {
  say(`Billing gateway: ${url}`);
  say(`Mail goes to:    ${mail}`);
  if (!demoKey) return;
  const query =
    '{ invoices { nodes { statementNo state connection { displayName } billedTotal { formatted } totalDue { formatted } } } }';
  say(`Demo API key:    ${demoKey}`);
  say('Try it:');
  say(
    `  curl -s ${url} -H 'Authorization: Bearer ${demoKey}' -H 'Content-Type: application/json'` +
      ` -d '${JSON.stringify({ query })}'`,
  );
}

function stopOnSignal({ log }: Gateway, stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      log.info(`${signal}: stopping.`);
      await stop();
      process.exit(0);
    });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${startupMessage(error) ?? (error as Error).stack}\n`);
  process.exit(1);
}
