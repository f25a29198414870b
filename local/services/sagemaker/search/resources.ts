import type { Cloud } from '../../../kernel/index.ts';
import { allEndpoints } from '../endpoints/endpoint.ts';
import { describeJob } from '../jobs/describe.ts';
import { jobsOf } from '../jobs/job.ts';
import { allModels } from '../models.ts';
import { tagsOf, withoutTags } from '../tags.ts';
import { describeTuning } from '../tuning/describe.ts';
import { allTuningJobs } from '../tuning/tuning-job.ts';
import type { Found } from './expression.ts';

/** Everything of a kind, described, with its tags. */
export type Source = (cloud: Cloud) => readonly Found[];

/** What can be searched for, by the name that requests have for it. */
export const SOURCES: Readonly<Record<string, Source>> = {
  TrainingJob: (cloud) =>
    jobsOf(cloud, 'TrainingJob').map((job) => ({
      ...describeJob(job),
      Tags: tagsOf(cloud, job.arn),
    })),
  HyperParameterTuningJob: (cloud) =>
    allTuningJobs(cloud).map((job) => ({
      ...describeTuning(cloud, job),
      Tags: tagsOf(cloud, job.arn),
    })),
  Endpoint: (cloud) =>
    allEndpoints(cloud).map((endpoint) => ({
      EndpointName: endpoint.name,
      EndpointArn: endpoint.arn,
      EndpointConfigName: endpoint.config,
      EndpointStatus: endpoint.status,
      FailureReason: endpoint.reason,
      CreationTime: new Date(endpoint.created),
      LastModifiedTime: new Date(endpoint.modified),
      Tags: tagsOf(cloud, endpoint.arn),
    })),
  Model: (cloud) =>
    allModels(cloud).map((model) => ({
      ...withoutTags(model.request),
      ModelArn: model.arn,
      CreationTime: new Date(model.created),
      LastModifiedTime: new Date(model.created),
      Tags: tagsOf(cloud, model.arn),
    })),
};

/** Names that properties have in searches and another in descriptions. */
const ALIASES: Readonly<Record<string, string>> = { Metrics: 'FinalMetricDataList' };

/** The path of a property as descriptions have it. */
export function describedPath(name: string): string {
  const [head = '', ...rest] = name.split('.');
  return [ALIASES[head] ?? head, ...rest].join('.');
}

/** A record of a search's answer. */
export function asRecord(resource: string, found: Found): Record<string, unknown> {
  return resource === 'Model' ? { Model: { Model: found } } : { [resource]: found };
}
