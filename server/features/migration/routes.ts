import { migration, type Phase } from '@blossomer/contract';
import type { Caller } from '../../caller.ts';
import { type Answer, type Server, serve } from '../../serve.ts';
import { comparePage } from './compare.ts';
import { compareLeaves } from './leaves.ts';
import { readStanding, standingOf, step, told } from './phase.ts';

/** The way of one person from what a browser keeps to the database alone; `furthest` is the operator's bound. */
export function migrationRoutes(server: Server, furthest: Phase): void {
  const view = async (caller: Caller): Promise<Answer> => {
    const [rows] = await caller.read(readStanding);
    return { status: 200, text: JSON.stringify(told(standingOf(rows?.[0], furthest), furthest)) };
  };
  serve(server, migration.view, ({ caller }) => view(caller));
  serve(
    server,
    migration.step,
    async ({ caller, body }) => {
      return { status: 200, text: JSON.stringify(await step(caller, body.phase, furthest)) };
    },
    ({ caller }) => view(caller),
  );
  serve(
    server,
    migration.compare,
    async ({ caller, body, spend }) => {
      if ('leaves' in body) {
        await spend(body.leaves.length);
        return { status: 200, text: JSON.stringify(await compareLeaves(caller, body.leaves)) };
      }
      const { entities, more = false, session = null } = body;
      await spend(Math.max(1, Math.ceil(entities.length / entitiesOfPoint)));
      const comparison = await comparePage(caller, { entities, more, session }, furthest);
      return { status: 200, text: JSON.stringify(comparison) };
    },
    // Never asked: a comparison keeps no key, since what is compared may have changed when it is sent again.
    ({ caller }) => view(caller),
  );
}

/** A page reads many documents, and so counts as more than one write. */
const entitiesOfPoint = 100;
