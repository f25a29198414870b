import { sortKeys } from '../../domain/registry/keys.ts';
import { AliasRecord, Counters, HealthRecord, LeaseRecord, readIfThere } from '../../domain/registry/records.ts';
import { ArbiterState, NEVER_STARTED } from '../../domain/retraining/arbiter-state.ts';
import { readModel } from '../shared/definitions.ts';
import type { Registry } from '../../domain/ports.ts';
import type { DefinitionRecord } from '../../domain/registry/records.ts';
import type { Situation } from '../../domain/retraining/arbiter.ts';

/** A situation with the records it was made of. */
export interface KnownSituation extends Situation {
  readonly model: DefinitionRecord;
  readonly lease: LeaseRecord | null;
  readonly isFirst: boolean;
  /** When the inputs or errors changed, as the newest check saw it. */
  readonly changedAt: string | null;
}

/** Reads all that the arbiter has to know, in one call. */
export async function readSituation(registry: Registry, name: string): Promise<KnownSituation> {
  const [model, arbiter, lease, counters, champion, health] = await readModel(
    registry, name, sortKeys.arbiter, sortKeys.lease, sortKeys.counters, sortKeys.champion, sortKeys.health,
  );
  const { training, retraining } = model.definition;
  const checked = readIfThere(HealthRecord, health, 'the health record');
  return {
    model,
    state: readIfThere(ArbiterState, arbiter, 'the arbiter') ?? NEVER_STARTED,
    isFirst: arbiter === null || arbiter === undefined,
    lease: readIfThere(LeaseRecord, lease, 'the lease'),
    hasChampion: readIfThere(AliasRecord, champion, 'the champion') !== null,
    acceptedRows: Counters.parse(counters ?? {}).acceptedRows,
    minimumRows: training.minimumRows,
    policy: retraining,
    changedAt: checked?.changedAt ?? null,
  };
}
