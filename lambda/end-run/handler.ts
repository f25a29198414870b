import { historyPut } from '../../domain/delivery/promote.ts';
import { hasCode } from '../../domain/errors.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { LeaseRecord, readIfThere } from '../../domain/registry/records.ts';
import { Run, ended } from '../../domain/registry/run.ts';
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

/** Ends a run. The first who ends it decides how; `Run Ended` is said at every call, as an earlier one may have died before. */
export async function end(event: z.output<typeof endRun.input>, ports: EndingPorts): Promise<Answer> {
  const ending = endingOf(event);
  if (ending === null) return { ended: false, outcome: '', reason: 'no run of ours has ended' };
  const { registry, bus } = ports;
  const [storedRun, storedLease] = await registry.read(ending.model, [sortKeys.run(ending.runId), sortKeys.lease]);
  const run = readIfThere(Run, storedRun, `run ${ending.runId}`);
  if (run === null) return { ended: false, outcome: '', reason: `there is no run ${ending.runId}` };
  const lease = readIfThere(LeaseRecord, storedLease, 'the lease');
  const first = await write(run, lease, ending, ports);
  const final = first ?? run;
  const { model, runId } = ending;
  const outcome = final.outcome ?? ending.outcome;
  const reason = final.outcomeReason ?? ending.reason;
  const fromStateMachine = !('detail' in event);
  if (first !== null || fromStateMachine) {
    await bus.put([{ type: 'Run Ended', detail: { model, runId, outcome, reason, version: final.version } }]);
  }
  return { ended: first !== null, outcome, reason };
}

/** The run as it was ended just now; null when it had ended before. */
async function write(
  run: Run, lease: LeaseRecord | null, { model, version, ...ending }: NamedEnding, { registry, clock }: EndingPorts,
): Promise<Run | null> {
  const at = clock.now().toISOString();
  const over = ended({ ...run, version: run.version ?? version }, { ...ending, at });
  if (over === null) return null;
  const effect = `run ${run.runId} ended, ${ending.outcome}: ${ending.reason}`;
  const { runId } = run;
  const writes: RegistryWrite[] = [
    { put: over, sk: sortKeys.run(runId), when: { revision: run.revision } },
    historyPut({ at, who: 'end-run', what: 'run-ended', effect, version: over.version, runId }),
  ];
  if (lease?.runId === runId) writes.push({ remove: true, sk: sortKeys.lease, when: { runId } });
  try {
    await registry.write(model, writes);
    return over;
  } catch (error) {
    if (hasCode(error, 'ConditionFailed')) return null;
    throw error;
  }
}

export const handler = serve(endRun, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  bus: eventBus(env.EVENT_BUS),
}), end);
