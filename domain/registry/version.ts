import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { Instant, ModelName, RetrainingReason, RunId, VersionNumber } from '../names.ts';

/** Everything that a version was made of: enough to make it again, and to answer for it. */
export const Lineage = z.object({
  runId: RunId,
  reason: RetrainingReason,
  /** Key and hash of the manifest of the rows. */
  dataset: z.object({ key: z.string(), hash: z.string(), rows: z.int() }),
  rows: z.object({ train: z.int(), validation: z.int(), holdout: z.int() }),
  definitionHash: z.string(),
  codeVersion: z.string(),
  image: z.string(),
  hyperparameters: z.record(z.string(), z.string()),
  trainingJobName: z.string(),
  trainingJobArn: z.string(),
  modelArtifact: z.string(),
  /** Name of the SageMaker model. */
  modelName: z.string(),
  bundleKey: z.string(),
  evaluationKey: z.string(),
  /** The champion it was judged against. */
  against: VersionNumber.nullable(),
});
export type Lineage = z.output<typeof Lineage>;

/** Where a version stands. */
export const VersionStatus = z.enum(['pending', 'approved', 'refused', 'rejected', 'serving', 'retired']);
export type VersionStatus = z.output<typeof VersionStatus>;

/** One version of a model. */
export const Version = z.object({
  model: ModelName,
  version: VersionNumber,
  status: VersionStatus,
  /** Why it stands there, in words. */
  reason: z.string(),
  metrics: z.record(z.string(), z.number().nullable()),
  lineage: Lineage,
  createdAt: Instant,
  approvedBy: z.string().nullable(),
  revision: z.int(),
});
export type Version = z.output<typeof Version>;

const NEXT: Readonly<Record<VersionStatus, readonly VersionStatus[]>> = {
  pending: ['approved', 'rejected'],
  approved: ['serving', 'rejected'],
  refused: [],
  rejected: [],
  serving: ['retired'],
  retired: ['serving'],
};

/** A person lets a version go on. @throws DomainError `TransitionRefused` */
export function approve(version: Version, who: string, reason: string): Version {
  return { ...moved(version, 'approved', reason), approvedBy: who };
}

/** A person turns a version down. @throws DomainError `TransitionRefused` */
export function reject(version: Version, who: string, reason: string): Version {
  return moved(version, 'rejected', `rejected by ${who}: ${reason}`);
}

/** A version begins to serve; again after a rollback. @throws DomainError `TransitionRefused` */
export function serveVersion(version: Version, reason: string): Version {
  return moved(version, 'serving', reason);
}

/** A version stops serving. @throws DomainError `TransitionRefused` */
export function retire(version: Version, reason: string): Version {
  return moved(version, 'retired', reason);
}

function moved(version: Version, status: VersionStatus, reason: string): Version {
  if (!NEXT[version.status].includes(status)) {
    const from = `it is ${version.status}`;
    throw new DomainError('TransitionRefused', `version ${version.version} of '${version.model}' cannot be ${status}: ${from}`);
  }
  return { ...version, status, reason, revision: version.revision + 1 };
}
