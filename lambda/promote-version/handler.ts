import { handOver } from '../../domain/delivery/promote.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { AliasRecord, readIfThere } from '../../domain/registry/records.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { readVersion } from '../shared/runs.ts';
import { serve } from '../shared/serve.ts';
import { readSlots, slotKeys } from '../shared/slots.ts';
import { promoteVersion } from './contract.ts';
import type * as z from 'zod';
import type { Clock, EventBus, Registry } from '../../domain/ports.ts';
import type { Slot } from '../../domain/registry/slot.ts';

/** What promotion needs of the world. */
export interface PromotionPorts {
  readonly registry: Registry;
  readonly bus: EventBus;
  readonly clock: Clock;
}

type Request = z.output<typeof promoteVersion.input>;
type Answer = z.output<typeof promoteVersion.output>;

/** Who is in the history for what the pipeline does by itself. */
const PIPELINE = 'the pipeline';

/** Makes a version the champion. Asked again, it says again what is so already. */
export async function promote(request: Request, { registry, bus, clock }: PromotionPorts): Promise<Answer> {
  const { model, runId, version, slot } = request;
  const [storedAlias, storedVersion, ...storedSlots] = await registry.read(
    model, [sortKeys.champion, sortKeys.version(version), ...slotKeys],
  );
  const alias = readIfThere(AliasRecord, storedAlias, 'the champion');
  const next = readVersion(storedVersion, version);
  const slots = readSlots(storedSlots);
  const nextSlot = slots.find((each) => each.slot === slot)!;
  const other = slots.find((each) => each.slot !== slot)!;
  const reason = request.reason ?? next.reason;
  if (alias?.version !== version) {
    const previous = alias === null ? null : await readStored(registry, model, alias.version);
    const previousSlot = alias === null ? null : other;
    await registry.write(model, handOver({
      next, nextSlot, alias, previous, previousSlot, what: 'promoted', who: PIPELINE, reason, at: clock.now(),
    }));
  }
  const isNew = alias !== null && alias.version !== version;
  const previous = isNew ? { slot: other.slot, version: alias.version } : retiredIn(other);
  await bus.put([{
    type: 'Version Promoted',
    detail: { model, version, previous: previous?.version ?? null, runId, by: PIPELINE, reason },
  }]);
  return { model, runId, version, previous };
}

async function readStored(registry: Registry, model: string, version: number) {
  const [stored] = await registry.read(model, [sortKeys.version(version)]);
  return readVersion(stored, version);
}

function retiredIn({ slot, status, version }: Slot): Answer['previous'] {
  return status === 'retired' && version !== null ? { slot, version } : null;
}

export const handler = serve(promoteVersion, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  bus: eventBus(env.EVENT_BUS),
}), promote);
