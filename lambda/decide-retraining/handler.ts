import { sortKeys } from '../../domain/registry/keys.ts';
import { readIfThere } from '../../domain/registry/records.ts';
import { Run } from '../../domain/registry/run.ts';
import { Decision } from '../../domain/retraining/arbiter-state.ts';
import { decide, reconsider } from '../../domain/retraining/arbiter.ts';
import { decisionIdOf } from '../../domain/retraining/ids.ts';
import { uncontended } from '../shared/contention.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { serve } from '../shared/serve.ts';
import { stepFunctions } from '../shared/step-functions.ts';
import { addressed } from './addressed.ts';
import { decidedOf, decisionWrites, stateWrite } from './carry-out.ts';
import { decideRetraining } from './contract.ts';
import { readSituation } from './situation.ts';
import type * as z from 'zod';
import type { Clock, EventBus, Registry } from '../../domain/ports.ts';
import type { Executions } from '../shared/ports.ts';
import type { Addressed } from './addressed.ts';

/** What the arbiter needs of the world. */
export interface ArbiterPorts {
  readonly registry: Registry;
  readonly executions: Executions;
  readonly bus: EventBus;
  readonly clock: Clock;
}

type Answer = z.output<typeof decideRetraining.output>;

/**
 * Decides about what an event asks for. The same event again finds the decision made, and only
 * starts what it started.
 */
export async function arbitrate(
  event: z.output<typeof decideRetraining.input>, ports: ArbiterPorts,
): Promise<Answer> {
  const asked = addressed(event);
  if (asked === null) return ignored('nothing is asked for');
  return await uncontended(() => attemptTo(asked, event.time, ports));
}

async function attemptTo(asked: Addressed, eventTime: string, ports: ArbiterPorts): Promise<Answer> {
  const { model } = asked;
  const before = await readSituation(ports.registry, model);
  const left = asked.ended === undefined ? undefined : reconsider(before.state, asked.ended);
  const request = asked.request ?? left?.request;
  const situation = left === undefined ? before : { ...before, state: left.state };
  if (request === null || request === undefined) {
    const next = { ...situation.state, revision: situation.state.revision + 1 };
    await ports.registry.write(model, [stateWrite(before, next)]);
    return ignored('the run is counted, nothing waited for its end');
  }
  const known = { ...request, changedAt: request.changedAt ?? changeOf(request.because, before.changedAt) };
  const ruling = decide(situation, known, ports.clock.now());
  if (ruling.decision === 'ignored') return ignored(ruling.reason);
  const decisionId = decisionIdOf(model, request.id);
  const repeated = await findDecision(ports, model, eventTime, decisionId);
  if (repeated !== null) return await answer(repeated, model, before.model.stateMachineArn, ports);
  const decided = decidedOf(ruling, known, decisionId, ports.clock.now());
  await ports.registry.write(model, decisionWrites(before, ruling.next, decided, eventTime));
  return await answer(decided.decision, model, before.model.stateMachineArn, ports);
}

/**
 * A check's change counts for requests about the model's health, not for new data or a schedule.
 */
function changeOf(because: string, changedAt: string | null): string | null {
  return because === 'quality' || because === 'drift' || because === 'manual' ? changedAt : null;
}

async function findDecision(
  { registry }: ArbiterPorts, model: string, time: string, decisionId: string,
): Promise<Decision | null> {
  const [stored] = await registry.read(model, [sortKeys.decision(time, decisionId)]);
  return readIfThere(Decision, stored, `decision ${decisionId}`);
}

/** Starts the run of a decision unless it has ended, says what was decided, and answers. */
async function answer(
  decision: Decision, model: string, stateMachineArn: string, { registry, executions, bus }: ArbiterPorts,
): Promise<Answer> {
  const { decisionId, runId, because, reason } = decision;
  if (runId !== null) {
    const [stored] = await registry.read(model, [sortKeys.run(runId)]);
    const run = readIfThere(Run, stored, `run ${runId}`);
    if (run !== null && run.outcome === null) {
      const input = { model, runId, decisionId, reason: because, changedAt: run.changedAt };
      await executions.start(stateMachineArn, runId, JSON.stringify(input));
    }
  }
  if (decision.decision !== 'suppressed') {
    const detail = { model, decisionId, decision: decision.decision, because, reason, runId };
    await bus.put([{ type: 'Retraining Decided', detail }]);
  }
  return { decision: decision.decision, reason, decisionId, runId };
}

function ignored(reason: string): Answer {
  return { decision: 'ignored', reason, decisionId: null, runId: null };
}

export const handler = serve(decideRetraining, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  executions: stepFunctions(),
  bus: eventBus(env.EVENT_BUS),
}), arbitrate);
