import { tagsByKey } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { sagemakerActions } from './actions/index.ts';
import { invokeEndpoint } from './actions/invoke-endpoint.ts';
import { invokeEndpointAsync } from './actions/invoke-endpoint-async.ts';
import { answerLater } from './async/answer-later.ts';
import { flushCaptures, writeCaptures } from './endpoints/capture.ts';
import { deployEndpoint } from './endpoints/deploy.ts';
import { endFleet } from './endpoints/fleets.ts';
import { abandonJobs, beginJob, failLostJobs, stopRunningJob } from './jobs/run-job.ts';
import { endOrphans } from './processes/orphans.ts';
import { stopPrograms } from './processes/program.ts';
import { bake, watchRollout } from './rollout/bake.ts';
import { SAGEMAKER_TABLES } from './tables.ts';
import { tagsOf } from './tags.ts';
import { tune, tuningTimeout } from './tuning/run-tuning.ts';

/** SageMaker's control plane: jobs and endpoints are real processes. */
export const sagemakerService: Service = {
  name: 'sagemaker',
  sdk: '@aws-sdk/client-sagemaker',
  tables: SAGEMAKER_TABLES,
  tagsOf: (arn, cloud) => tagsByKey(tagsOf(cloud, arn)),
  actions: sagemakerActions,
  deliveries: {
    'sagemaker.job': beginJob,
    'sagemaker.stop-job': stopRunningJob,
    'sagemaker.tune': tune,
    'sagemaker.deploy': deployEndpoint,
    'sagemaker.end-fleet': endFleet,
    'sagemaker.bake': bake,
    'sagemaker.invoke-async': answerLater,
    'sagemaker.capture': writeCaptures,
  },
  timers: {
    'sagemaker.capture': flushCaptures,
    'sagemaker.bake': watchRollout,
    'sagemaker.tuning-timeout': tuningTimeout,
  },
  start: (cloud) => {
    endOrphans(cloud);
    failLostJobs(cloud);
  },
  stop: async (cloud) => {
    abandonJobs(cloud);
    await stopPrograms(cloud);
  },
};

/** SageMaker's runtime: invocations. */
export const sagemakerRuntimeService: Service = {
  name: 'sagemaker-runtime',
  sdk: '@aws-sdk/client-sagemaker-runtime',
  tables: [],
  actions: [invokeEndpoint, invokeEndpointAsync],
};
