import { openDemoAccount } from './demo/demo-account.ts';
import { assembleGateway, openConfiguredDatabase } from './open-gateway.ts';
import { type Config, ConfigError, readConfig } from './platform/config.ts';
import { GRAPHQL_PATH } from './server/http.ts';
import { serve } from './server/serve.ts';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The configuration; a wrong setting ends the process with one line that says which. */
function configure(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const config = configure();
  const { databaseUrl, stop: stopDatabase } = await openConfiguredDatabase(config);
  const gateway = assembleGateway(config, databaseUrl);
  const demoKey = await openDemoAccount(gateway);
  const server = await serve(gateway, config.production ? null : { demoKey });

  const url = `${config.publicUrl}${GRAPHQL_PATH}`;
  say(`Billing gateway: ${url}`);
  if (demoKey) {
    say(`Demo API key:    ${demoKey}`);
    say('Try it:');
    say(
      `  curl -s ${url} -H 'Authorization: Bearer ${demoKey}' -H 'Content-Type: application/json'` +
        ` -d '{"query":"{ invoices { nodes { statementNo state connection { displayName } billedTotal { formatted } totalDue { formatted } } } }"}'`,
    );
  }

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    gateway.log.info(`${signal}: stopping.`);
    await server.stop();
    await gateway.database.close();
    await stopDatabase();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
