import { historyPut } from '../../domain/delivery/promote.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { ChallengerRecord, LeaseRecord, readIfThere } from '../../domain/registry/records.ts';
import { Run, ended } from '../../domain/registry/run.ts';
import { uncontended } from '../shared/contention.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { serve } from '../shared/serve.ts';
import { endRun } from './contract.ts';
import { endingOf } from './ending-of.ts';
import type * as z from 'zod';
import type { Clock, EventBus, Registry, RegistryWrite } from '../../domain/ports.ts';
import type { NamedEnding } from './ending-of.ts';

/** What ending a run needs of the world. */
export interface EndingPorts {
  readonly registry: Registry;
  readonly bus: EventBus;
  readonly clock: Clock;
}

type Answer = z.output<typeof endRun.output>;

/**
 * Ends a run. The first who ends it decides how; `Run Ended` is said at every call, as an earlier
 * one may have died before.
 */
export async function end(event: z.output<typeof endRun.input>, ports: EndingPorts): Promise<Answer> {
  const ending = endingOf(event);
  if (ending === null) return { ended: false, outcome: '', reason: 'no run of ours has ended' };
  return await uncontended(() => attemptTo(ending, !('detail' in event), ports));
}

async function attemptTo(ending: NamedEnding, mayRepeat: boolean, ports: EndingPorts): Promise<Answer> {
  const { registry, bus, clock } = ports;
  const { model, runId } = ending;
  const keys = [sortKeys.run(runId), sortKeys.lease, sortKeys.challenger];
  const [storedRun, storedLease, storedChallenger] = await registry.read(model, keys);
  const run = readIfThere(Run, storedRun, `run ${runId}`);
  if (run === null) return { ended: false, outcome: '', reason: `there is no run ${runId}` };
  const { outcome, reason } = ending;
  const at = clock.now().toISOString();
  const over = ended({ ...run, version: run.version ?? ending.version }, { outcome, reason, at });
  if (over !== null) {
    const lease = readIfThere(LeaseRecord, storedLease, 'the lease');
    const challenger = readIfThere(ChallengerRecord, storedChallenger, 'the challenger');
    await registry.write(model, writesOf(run, over, { lease, challenger }));
  }
  const final = over ?? run;
  const told = { outcome: final.outcome ?? outcome, reason: final.outcomeReason ?? reason };
  if (over !== null || mayRepeat) {
    await bus.put([{ type: 'Run Ended', detail: { model, runId, ...told, version: final.version } }]);
  }
  return { ended: over !== null, ...told };
}

/** What a run may have taken of the model: itself, and the place under test. */
interface Held {
  readonly lease: LeaseRecord | null;
  readonly challenger: ChallengerRecord | null;
}

/** The run, its line of history, and an end to what the run holds. */
function writesOf(run: Run, over: Run, { lease, challenger }: Held): readonly RegistryWrite[] {
  const { runId } = run;
  const effect = `run ${runId} ended, ${over.outcome}: ${over.outcomeReason}`;
  const at = over.endedAt!;
  const release = (sk: string): RegistryWrite => ({ remove: true, sk, when: { runId } });
  return [
    { put: over, sk: sortKeys.run(runId), when: { revision: run.revision } },
    historyPut({ at, who: 'end-run', what: 'run-ended', effect, version: over.version, runId }),
    ...(lease?.runId === runId ? [release(sortKeys.lease)] : []),
    ...(challenger?.runId === runId ? [release(sortKeys.challenger)] : []),
  ];
}

export const handler = serve(endRun, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  bus: eventBus(env.EVENT_BUS),
}), end);
