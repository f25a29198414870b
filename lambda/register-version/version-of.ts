import { runKeys } from '../../domain/registry/object-keys.ts';
import type * as z from 'zod';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { Evaluation, Judgement } from '../../domain/evaluation/evaluation.ts';
import type { Version } from '../../domain/registry/version.ts';
import type { RunPlan } from '../../domain/runs/plan.ts';
import type { Truth } from '../../domain/runs/truth.ts';
import type { registerVersion } from './contract.ts';

/** All that a version is made of. */
export interface VersionParts {
  readonly request: z.output<typeof registerVersion.input>;
  readonly definition: ModelDefinition;
  readonly plan: RunPlan;
  readonly truth: Truth;
  readonly evaluation: Evaluation;
  readonly judgement: Judgement;
  readonly number: number;
  readonly codeVersion: string;
  readonly now: string;
}

/** A new version with its whole lineage. */
export function versionOf(parts: VersionParts): Version {
  const { request, definition, plan, truth, evaluation, judgement } = parts;
  const { model, runId, trainingJobName, trainingJobArn, modelArtifact, modelName } = request;
  const keys = runKeys(model, runId);
  const manual = definition.approval.mode === 'manual';
  return {
    model,
    version: parts.number,
    status: judgement.passed ? (manual ? 'pending' : 'approved') : 'refused',
    reason: judgement.reason,
    metrics: evaluation.challenger,
    lineage: {
      runId,
      reason: plan.reason,
      dataset: plan.dataset,
      rows: truth.rows,
      definitionHash: plan.definitionHash,
      codeVersion: parts.codeVersion,
      image: plan.image,
      hyperparameters: plan.hyperparameters,
      trainingJobName,
      trainingJobArn,
      modelArtifact,
      modelName,
      bundleKey: keys.bundle,
      evaluationKey: keys.evaluation,
      against: plan.champion?.version ?? null,
    },
    createdAt: parts.now,
    approvedBy: judgement.passed && !manual ? 'the gates' : null,
    revision: 1,
  };
}
