// Loaded into each server before its own code: when asked, tells what memory the process really holds, which is
// what is resident without garbage, and without what V8 keeps of an emptied heap for its next objects.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';

const LET_GO_MS = 200;

process.on('message', async () => {
  // The second time takes what the first has only let go of.
  globalThis.gc?.();
  await delay(LET_GO_MS);
  globalThis.gc?.();
  await delay(LET_GO_MS);
  const emptyBytes = getHeapSpaceStatistics().reduce(
    (sum, { physical_space_size: resident, space_used_size: used }) => sum + Math.max(0, resident - used),
    0,
  );
  process.send?.({ heldKb: anonymousKb() - emptyBytes / 1_024 });
});

/** Not the pages of Node's own file, which the system takes back and gives again as it likes. */
function anonymousKb(): number {
  try {
    return Number(/^RssAnon:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.memoryUsage.rss() / 1_024;
  }
}
