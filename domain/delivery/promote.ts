import { sha256Hex } from '../hashing/sha256.ts';
import { sortKeys } from '../registry/keys.ts';
import { retireSlot, serveSlot } from '../registry/slot.ts';
import { retire, serveVersion } from '../registry/version.ts';
import type { RegistryWrite } from '../ports.ts';
import type { AliasRecord, HistoryRecord } from '../registry/records.ts';
import type { Slot } from '../registry/slot.ts';
import type { Version } from '../registry/version.ts';

/** What a promotion changes. */
export interface Handover {
  /** The version that is to serve, and the slot that it lies in. */
  readonly next: Version;
  readonly nextSlot: Slot;
  /** What serves now. @default - nothing */
  readonly alias: AliasRecord | null;
  readonly previous: Version | null;
  readonly previousSlot: Slot | null;
  readonly what: 'promoted' | 'rolled-back';
  readonly who: string;
  readonly reason: string;
  readonly at: Date;
}

/**
 * The one transaction that moves an alias: alias, both versions, both slots and the history, all or
 * nothing. Everything is conditional on what was read, so of two handovers at once one fails.
 *
 * @throws DomainError `TransitionRefused` when the version may not serve, or its slot holds another one
 */
export function handOver(handover: Handover): readonly RegistryWrite[] {
  const { next, nextSlot, alias, previous, previousSlot, reason } = handover;
  const served = serveSlot(nextSlot, next.version);
  const writes: RegistryWrite[] = [
    aliasWrite(handover),
    versionWrite(serveVersion(next, reason)),
    { put: served, sk: sortKeys.slot(served.slot), when: { revision: nextSlot.revision } },
    historyWrite(handover),
  ];
  if (previous !== null) writes.push(versionWrite(retire(previous, `replaced by version ${next.version}`)));
  if (alias !== null && previousSlot !== null && previousSlot.slot !== nextSlot.slot) {
    const retired = retireSlot(previousSlot);
    writes.push({ put: retired, sk: sortKeys.slot(retired.slot), when: { revision: previousSlot.revision } });
  }
  return writes;
}

function aliasWrite({ next, nextSlot, alias, at }: Handover): RegistryWrite {
  const record: AliasRecord = {
    version: next.version,
    slot: nextSlot.slot,
    endpointName: nextSlot.endpointName ?? '',
    modelName: next.lineage.modelName,
    bundleKey: next.lineage.bundleKey,
    runId: next.lineage.runId,
    since: at.toISOString(),
    revision: (alias?.revision ?? 0) + 1,
  };
  return { put: record, sk: sortKeys.champion, when: alias === null ? 'absent' : { revision: alias.revision } };
}

function versionWrite(version: Version): RegistryWrite {
  return { put: version, sk: sortKeys.version(version.version), when: { revision: version.revision - 1 } };
}

function historyWrite({ next, alias, what, who, reason, at }: Handover): RegistryWrite {
  const from = alias === null ? 'nothing' : `version ${alias.version}`;
  const record: HistoryRecord = {
    at: at.toISOString(), who, what, version: next.version, runId: next.lineage.runId,
    effect: `version ${next.version} serves instead of ${from}: ${reason}`,
  };
  return historyPut(record);
}

/** Appends a line to the history. Its id is made of its content, so that the same line twice is one. */
export function historyPut(record: HistoryRecord): RegistryWrite {
  const id = sha256Hex(`${record.what}\n${record.version}\n${record.runId}\n${record.effect}`).slice(0, 8);
  return { put: record, sk: sortKeys.history(record.at, id), when: 'absent' };
}
