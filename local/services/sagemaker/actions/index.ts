import type { Action } from '../../../kernel/index.ts';
import { addTags } from './add-tags.ts';
import { createEndpoint } from './create-endpoint.ts';
import { createEndpointConfig } from './create-endpoint-config.ts';
import { createModel } from './create-model.ts';
import { createProcessingJob } from './create-processing-job.ts';
import { createTrainingJob } from './create-training-job.ts';
import { createTransformJob } from './create-transform-job.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { deleteEndpointConfig } from './delete-endpoint-config.ts';
import { deleteModel } from './delete-model.ts';
import { deleteTags } from './delete-tags.ts';
import { describeEndpoint } from './describe-endpoint.ts';
import { describeEndpointConfig } from './describe-endpoint-config.ts';
import { describeModel } from './describe-model.ts';
import { describeProcessingJob } from './describe-processing-job.ts';
import { describeTrainingJob } from './describe-training-job.ts';
import { describeTransformJob } from './describe-transform-job.ts';
import { listEndpointConfigs } from './list-endpoint-configs.ts';
import { listEndpoints } from './list-endpoints.ts';
import { listModels } from './list-models.ts';
import { listProcessingJobs } from './list-processing-jobs.ts';
import { listTags } from './list-tags.ts';
import { listTrainingJobs } from './list-training-jobs.ts';
import { listTransformJobs } from './list-transform-jobs.ts';
import { stopProcessingJob } from './stop-processing-job.ts';
import { stopTrainingJob } from './stop-training-job.ts';
import { stopTransformJob } from './stop-transform-job.ts';
import { updateEndpoint } from './update-endpoint.ts';
import { updateEndpointWeightsAndCapacities } from './update-endpoint-weights-and-capacities.ts';
import { createHyperParameterTuningJob } from './create-hyper-parameter-tuning-job.ts';
import { deleteHyperParameterTuningJob } from './delete-hyper-parameter-tuning-job.ts';
import { describeHyperParameterTuningJob } from './describe-hyper-parameter-tuning-job.ts';
import { listHyperParameterTuningJobs } from './list-hyper-parameter-tuning-jobs.ts';
import { listTrainingJobsForHyperParameterTuningJob } from './list-training-jobs-for-hyper-parameter-tuning-job.ts';
import { search } from './search.ts';
import { stopHyperParameterTuningJob } from './stop-hyper-parameter-tuning-job.ts';

/** Every action of SageMaker's control plane that is offered. */
export const sagemakerActions: readonly Action<never, unknown>[] = [
  addTags,
  createEndpoint,
  createEndpointConfig,
  createModel,
  createProcessingJob,
  createTrainingJob,
  createTransformJob,
  deleteEndpoint,
  deleteEndpointConfig,
  deleteModel,
  deleteTags,
  describeEndpoint,
  describeEndpointConfig,
  describeModel,
  describeProcessingJob,
  describeTrainingJob,
  describeTransformJob,
  listEndpointConfigs,
  listEndpoints,
  listModels,
  listProcessingJobs,
  listTags,
  listTrainingJobs,
  listTransformJobs,
  stopProcessingJob,
  stopTrainingJob,
  stopTransformJob,
  createHyperParameterTuningJob,
  deleteHyperParameterTuningJob,
  describeHyperParameterTuningJob,
  listHyperParameterTuningJobs,
  listTrainingJobsForHyperParameterTuningJob,
  search,
  stopHyperParameterTuningJob,
  updateEndpoint,
  updateEndpointWeightsAndCapacities,
];
