import { DomainError } from '../../domain/errors.ts';
import { readRecord } from '../../domain/registry/records.ts';
import { Run } from '../../domain/registry/run.ts';
import { Version } from '../../domain/registry/version.ts';
import type { StoredRecord } from '../../domain/ports.ts';

/** The record of a run that has to be there. @throws DomainError `UnknownRun` */
export function readRun(stored: StoredRecord | null | undefined, runId: string): Run {
  if (stored === null || stored === undefined) {
    throw new DomainError('UnknownRun', `start runs through the arbiter: there is no run ${runId}`);
  }
  return readRecord(Run, stored, `run ${runId}`);
}

/** The record of a version that has to be there. @throws DomainError `UnknownVersion` */
export function readVersion(stored: StoredRecord | null | undefined, version: number): Version {
  if (stored === null || stored === undefined) {
    throw new DomainError('UnknownVersion', `name a version that was registered: there is no version ${version}`);
  }
  return readRecord(Version, stored, `version ${version}`);
}
