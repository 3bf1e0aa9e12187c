// A node that bills what is due at an instant, over a database that is there already, and ends:
//   node bill-due-periods.ts <database url> <instant>
import { assembleGateway } from '../../src/open-gateway.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createLogger } from '../../src/platform/log.ts';
import { billDuePeriods } from '../../src/recurring/bill-due-periods.ts';
import { TestClock } from './clock.ts';

const [databaseUrl, instant] = process.argv.slice(2) as [string, string];
const gateway = assembleGateway(readConfig({}), databaseUrl, {
  clock: new TestClock(instant),
  log: createLogger('warn'),
});
while (await billDuePeriods(gateway));
await gateway.events.close();
await gateway.database.close();
