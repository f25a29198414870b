import { ArnFormat } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { PlatformBus } from '../bus/platform-bus.ts';
import type { DataLake, LakeBucket } from '../data-lake/data-lake.ts';
import type { OncallTopic } from '../alerting/oncall-topic.ts';
import type { ModelRegistry } from '../registry/model-registry.ts';
import { permit } from '../private/grants.ts';
import type { PlatformFunctionName, PlatformFunctions } from './platform-functions.ts';

/** What grants are given on. */
export interface GrantSources {
  readonly stack: Stack;
  readonly lake: DataLake;
  readonly registry: ModelRegistry;
  readonly bus: PlatformBus;
  readonly oncall: OncallTopic;
}

/** Item actions behind each way of using the registry. */
const USES = {
  read: ['BatchGetItem'],
  list: ['Query'],
  put: ['PutItem'],
  add: ['UpdateItem'],
  remove: ['DeleteItem'],
} as const;

/** How each function uses the registry. */
const REGISTRY_USES: Readonly<Record<PlatformFunctionName, readonly (keyof typeof USES)[]>> = {
  'admit-upload': ['read', 'put', 'add'],
  'build-baseline': ['read'],
  'check-model': ['read', 'list', 'put'],
  'collect-slot': ['read', 'put'],
  'compare-pieces': [],
  'decide-retraining': ['read', 'put'],
  'deploy-version': ['read', 'put'],
  'end-run': ['read', 'put', 'remove'],
  'evaluate-challenger': ['read'],
  'join-ground-truth': ['read', 'put', 'add'],
  'judge-challenger': ['read'],
  'judge-piece': [],
  'manage-model': ['put', 'remove'],
  'merge-pieces': ['read', 'put', 'add'],
  'notify-oncall': ['read', 'list'],
  'observe-deployment': ['read'],
  'operate-model': ['read', 'put'],
  'plan-pieces': ['read'],
  'plan-run': ['read', 'list'],
  'prepare-features': ['read'],
  'promote-version': ['read', 'put'],
  'register-version': ['read', 'put', 'add'],
  'request-approval': ['read', 'put'],
  'survey-piece': [],
  'write-captures': [],
};

/** Functions that put events on the platform's bus. */
const PUBLISHERS: readonly PlatformFunctionName[] = [
  'admit-upload',
  'check-model',
  'decide-retraining',
  'end-run',
  'merge-pieces',
  'operate-model',
  'promote-version',
];

/** Gives every function what it needs. */
export function grantPlatformFunctions(
  functions: PlatformFunctions,
  { stack, lake, registry, bus, oncall }: GrantSources,
): void {
  const roleOf: RoleOf = (name) => functions.get(name).role;
  for (const [name, uses] of Object.entries(REGISTRY_USES)) {
    if (uses.length > 0)
      registry.grant(roleOf(name as PlatformFunctionName), ...uses.flatMap((use) => USES[use]));
  }
  for (const name of PUBLISHERS) bus.grantPut(roleOf(name));
  for (const name of ['notify-oncall', 'request-approval'] as const)
    oncall.grantPublish(roleOf(name));
  grantObjects(roleOf, lake);
  grantExecutions(roleOf, stack);
  grantEndpoints(roleOf, stack);
}

type RoleOf = (name: PlatformFunctionName) => iam.Role;

/**
 * Prefixes that each function reads (and lists, so that a missing object is told from a forbidden
 * one).
 */
const READS: readonly (readonly [PlatformFunctionName, LakeBucket, ...string[]])[] = [
  ['admit-upload', 'landing', 'uploads'],
  ['plan-pieces', 'landing', 'uploads'],
  ['plan-pieces', 'lake', 'work'],
  ['survey-piece', 'landing', 'uploads'],
  ['survey-piece', 'lake', 'work'],
  ['judge-piece', 'landing', 'uploads'],
  ['judge-piece', 'lake', 'work'],
  ['compare-pieces', 'lake', 'work'],
  ['merge-pieces', 'lake', 'work'],
  ['join-ground-truth', 'lake', 'labels', 'captures', 'joined'],
  ['write-captures', 'lake', 'oversize'],
  ['check-model', 'lake', 'captures', 'summaries'],
  ['check-model', 'artifacts', 'baselines'],
  ['prepare-features', 'lake', 'accepted', 'profiles'],
  ['prepare-features', 'artifacts', 'datasets', 'runs'],
  ['evaluate-challenger', 'artifacts', 'runs'],
  ['judge-challenger', 'artifacts', 'runs'],
  ['register-version', 'artifacts', 'runs'],
  ['build-baseline', 'artifacts', 'runs'],
  ['observe-deployment', 'artifacts', 'runs'],
];

/** Prefixes that each function writes. */
const WRITES: readonly (readonly [PlatformFunctionName, LakeBucket, ...string[]])[] = [
  ['admit-upload', 'landing', 'receipts'],
  ['admit-upload', 'lake', 'accepted', 'quarantine', 'labels', 'profiles'],
  ['plan-pieces', 'lake', 'work'],
  ['survey-piece', 'lake', 'work'],
  ['judge-piece', 'lake', 'work'],
  ['compare-pieces', 'lake', 'work'],
  ['merge-pieces', 'landing', 'receipts'],
  ['merge-pieces', 'lake', 'accepted', 'quarantine', 'profiles'],
  ['join-ground-truth', 'lake', 'joined'],
  ['join-ground-truth', 'landing', 'uploads', 'receipts'],
  ['check-model', 'artifacts', 'reports'],
  ['check-model', 'lake', 'summaries'],
  ['write-captures', 'lake', 'captures'],
  ['plan-run', 'artifacts', 'datasets', 'runs'],
  ['prepare-features', 'artifacts', 'datasets', 'runs'],
  ['evaluate-challenger', 'artifacts', 'runs'],
  ['judge-challenger', 'artifacts', 'runs'],
  ['build-baseline', 'artifacts', 'baselines'],
];

function grantObjects(roleOf: RoleOf, lake: DataLake): void {
  for (const [name, bucket, ...prefixes] of READS) {
    lake.grantRead(roleOf(name), bucket, ...prefixes);
    lake.grantList(roleOf(name), bucket);
  }
  for (const [name, bucket, ...prefixes] of WRITES)
    lake.grantWrite(roleOf(name), bucket, ...prefixes);
  // Rows are written in parts while they are judged; what is refused is left, what came twice removed.
  lake.grantAbandon(roleOf('admit-upload'), 'lake', 'accepted', 'quarantine', 'labels');
  lake.grantRemove(roleOf('admit-upload'), 'lake', 'accepted', 'labels', 'profiles');
  lake.grantAbandon(roleOf('judge-piece'), 'lake', 'work');
  lake.grantRemove(roleOf('merge-pieces'), 'lake', 'accepted', 'profiles');
}

const ALL_MODELS = 'one function serves all models; their names begin so';

function grantExecutions(roleOf: RoleOf, stack: Stack): void {
  const machines = stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: 'perennial-*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const executions = stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: 'perennial-*:*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const on = (name: PlatformFunctionName, resource: string, ...actions: readonly string[]) =>
    permit(roleOf(name), {
      actions: actions.map((action) => `states:${action}`),
      resources: [resource],
      because: ALL_MODELS,
    });
  on('decide-retraining', machines, 'StartExecution');
  on('operate-model', machines, 'SendTaskSuccess', 'SendTaskFailure');
  on('manage-model', machines, 'ListExecutions');
  on('manage-model', executions, 'StopExecution');
}

/**
 * Endpoints, configs and models are named `<model>-...`; the platform does not know which models
 * there will be.
 */
function grantEndpoints(roleOf: RoleOf, stack: Stack): void {
  const named = (resource: string) =>
    stack.formatArn({ service: 'sagemaker', resource, resourceName: '*' });
  const [endpoint, config, model] = [named('endpoint'), named('endpoint-config'), named('model')];
  const on = (
    name: PlatformFunctionName,
    resources: readonly string[],
    ...actions: readonly string[]
  ) =>
    permit(roleOf(name), {
      actions: actions.map((action) => `sagemaker:${action}`),
      resources,
      because: ALL_MODELS,
    });
  on('deploy-version', [config], 'CreateEndpointConfig', 'DeleteEndpointConfig');
  on('deploy-version', [endpoint, config], 'CreateEndpoint');
  on('deploy-version', [endpoint], 'DescribeEndpoint', 'DeleteEndpoint');
  on('deploy-version', [model], 'DeleteModel');
  on('observe-deployment', [endpoint], 'DescribeEndpoint', 'InvokeEndpoint');
  on('operate-model', [endpoint], 'DescribeEndpoint');
  for (const name of ['collect-slot', 'manage-model'] as const) {
    on(name, [endpoint], 'DescribeEndpoint', 'DeleteEndpoint');
    on(name, [config], 'DeleteEndpointConfig');
    on(name, [model], 'DeleteModel');
  }
  on('manage-model', ['*'], 'ListEndpoints', 'ListEndpointConfigs', 'ListModels');
}
