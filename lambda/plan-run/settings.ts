import { contentTypeOf } from '../../domain/runs/run-settings.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import type * as z from 'zod';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { RunPlan } from '../../domain/runs/plan.ts';
import type { TrainingSettings, TransformSettings, planRun } from './contract.ts';

const MAX_PAYLOAD_MB = 6;

/** Everything that a state machine needs to know of a plan. */
export function settingsOf(
  definition: ModelDefinition, plan: RunPlan, bucket: string,
): z.output<typeof planRun.output> {
  const { model, runId, dataset } = plan;
  const minimum = definition.training.minimumWindowRows;
  const ready = dataset.rows >= minimum;
  return {
    model,
    runId,
    ready,
    note: ready ? `${dataset.rows} rows in the window` : `${dataset.rows} rows in the window, ${minimum} are needed`,
    namePrefix: `${model}-${runId}`,
    hasChampion: plan.champion !== null,
    training: trainingOf(definition, plan, bucket),
    transform: transformOf(definition, plan, bucket),
    approval: { mode: definition.approval.mode, timeoutSeconds: definition.approval.timeoutHours * 3600 },
    collectAfterSeconds: definition.serving.keepPreviousHours * 3600,
  };
}

/** The S3 URI of the folder that a key lies in: exact, so that nothing else is read along. */
function folderUri(bucket: string, key: string): string {
  return `s3://${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`;
}

function trainingOf(
  definition: ModelDefinition, { model, runId, image, hyperparameters }: RunPlan, bucket: string,
): z.output<typeof TrainingSettings> {
  const { training } = definition;
  const keys = runKeys(model, runId);
  const maxRuntimeSeconds = training.maxRuntimeMinutes * 60;
  return {
    image,
    hyperparameters,
    contentType: contentTypeOf(definition),
    instanceType: training.instanceType,
    instanceCount: training.instanceCount,
    volumeGb: training.volumeGb,
    maxRuntimeSeconds,
    spot: training.spot,
    maxWaitSeconds: training.spot ? 2 * maxRuntimeSeconds : maxRuntimeSeconds,
    trainUri: folderUri(bucket, keys.train),
    validationUri: folderUri(bucket, keys.validation),
    outputUri: `s3://${bucket}/${keys.root}model/`,
    checkpointUri: `s3://${bucket}/${keys.root}checkpoints/`,
  };
}

function transformOf(
  definition: ModelDefinition, { model, runId, champion }: RunPlan, bucket: string,
): z.output<typeof TransformSettings> {
  const keys = runKeys(model, runId);
  const ofChampion = (key: string): string => (champion === null ? '' : folderUri(bucket, key));
  return {
    instanceType: definition.training.instanceType,
    instanceCount: 1,
    maxPayloadMb: MAX_PAYLOAD_MB,
    contentType: contentTypeOf(definition),
    challengerInputUri: folderUri(bucket, keys.holdoutOfChallenger),
    challengerOutputUri: folderUri(bucket, keys.predictionsOfChallenger),
    championInputUri: ofChampion(keys.holdoutOfChampion),
    championOutputUri: ofChampion(keys.predictionsOfChampion),
    championModelName: champion?.modelName ?? '',
  };
}
