import { isDisturbed, type Sample, type Samples } from './report.ts';
import type { Running } from './servers.ts';

/**
 * All servers stay up, idle but for the one whose turn it is. A turn is short, and the order moves on
 * by one each round, so that what disturbs the machine for a while disturbs all alike. A window that
 * another program disturbed is taken again, as long as there are not too many.
 *
 * @param turn takes a server's turn; `again` tells whether a window is to be taken again
 */
export async function takeTurns<One extends Sample>(
  servers: Running[],
  { rounds, say }: { rounds: number; say(text: string): void },
  turn: (server: Running, again: (sample: Sample) => boolean) => Promise<One>,
): Promise<Samples<One>> {
  const samples: Samples<One> = new Map(servers.map(({ name }) => [name, []]));
  let retakes = Math.floor((rounds * servers.length) / 4);
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (let place = 0; place < servers.length; place++) {
      const server = servers[(round + place) % servers.length]!;
      const again = (sample: Sample) => isDisturbed(sample) && retakes-- > 0;
      samples.get(server.name)!.push(await turn(server, again));
    }
  }
  return samples;
}
