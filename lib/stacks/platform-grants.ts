import { ArnFormat } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { PlatformBus } from '../bus/platform-bus.ts';
import type { DataLake } from '../data-lake/data-lake.ts';
import type { OncallTopic } from '../alerting/oncall-topic.ts';
import type { ModelRegistry } from '../registry/model-registry.ts';
import { permit } from '../private/grants.ts';
import { because } from '../private/reasons.ts';
import type { PlatformFunctionName, PlatformFunctions } from './platform-functions.ts';

/** What grants are given on. */
export interface GrantSources {
  readonly stack: Stack;
  readonly lake: DataLake;
  readonly registry: ModelRegistry;
  readonly bus: PlatformBus;
  readonly oncall: OncallTopic;
}

/** Item actions of the registry that each function uses. */
const REGISTRY_ACTIONS: Readonly<Record<PlatformFunctionName, readonly string[]>> = {
  'admit-upload': ['GetItem', 'PutItem', 'UpdateItem'],
  'build-baseline': ['GetItem', 'UpdateItem'],
  'check-model': ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
  'collect-slot': ['GetItem', 'PutItem', 'UpdateItem'],
  'decide-retraining': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
  'deploy-version': ['GetItem', 'PutItem', 'UpdateItem'],
  'end-run': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
  'evaluate-challenger': ['GetItem'],
  'join-ground-truth': ['GetItem', 'PutItem', 'UpdateItem'],
  'judge-challenger': ['GetItem'],
  'manage-model': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
  'notify-oncall': ['GetItem', 'Query'],
  'observe-deployment': ['GetItem', 'UpdateItem'],
  'operate-model': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
  'plan-run': ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
  'prepare-features': ['GetItem', 'UpdateItem'],
  'promote-version': ['GetItem', 'PutItem', 'UpdateItem'],
  'register-version': ['GetItem', 'PutItem', 'UpdateItem'],
  'request-approval': ['GetItem', 'PutItem', 'UpdateItem'],
  'write-captures': [],
};

/** Functions that put events on the platform's bus. */
const PUBLISHERS: readonly PlatformFunctionName[] = ['admit-upload', 'check-model', 'decide-retraining', 'end-run', 'operate-model', 'promote-version'];

/** Gives every function what it needs, and writes down why a prefix has to be a wildcard. */
export function grantPlatformFunctions(functions: PlatformFunctions, sources: GrantSources): void {
  for (const [name, actions] of Object.entries(REGISTRY_ACTIONS)) {
    if (actions.length > 0) sources.registry.grant(functions.get(name as PlatformFunctionName), ...actions);
  }
  for (const name of PUBLISHERS) sources.bus.grantPut(functions.get(name));
  for (const name of ['notify-oncall', 'request-approval'] as const) sources.oncall.grantPublish(functions.get(name));
  grantObjects(functions, sources.lake);
  grantExecutions(functions, sources.stack);
  grantEndpoints(functions, sources.stack);
  for (const name of Object.keys(REGISTRY_ACTIONS)) {
    because(functions.get(name as PlatformFunctionName).role, 'one function serves all models: it reads and writes below fixed prefixes, and knows resources of models by the prefix of their names', 'AwsSolutions-IAM5');
  }
}

function grantObjects(functions: PlatformFunctions, lake: DataLake): void {
  const read = (name: PlatformFunctionName, bucket: 'landing' | 'lake' | 'artifacts', ...prefixes: readonly string[]) => {
    lake.grantRead(functions.get(name), bucket, ...prefixes);
    lake.grantList(functions.get(name), bucket);
  };
  const write = (name: PlatformFunctionName, bucket: 'landing' | 'lake' | 'artifacts', ...prefixes: readonly string[]) =>
    lake.grantWrite(functions.get(name), bucket, ...prefixes);
  read('admit-upload', 'landing', 'uploads');
  write('admit-upload', 'landing', 'receipts');
  write('admit-upload', 'lake', 'accepted', 'quarantine', 'labels');
  read('join-ground-truth', 'landing', 'uploads', 'receipts');
  read('join-ground-truth', 'lake', 'labels', 'captures', 'joined', 'oversize');
  write('join-ground-truth', 'lake', 'joined');
  write('join-ground-truth', 'landing', 'uploads', 'receipts');
  write('write-captures', 'lake', 'captures');
  read('write-captures', 'lake', 'oversize');
  read('check-model', 'lake', 'captures', 'joined');
  read('check-model', 'artifacts', 'baselines', 'runs', 'reports');
  write('check-model', 'artifacts', 'reports');
  read('plan-run', 'lake', 'accepted');
  write('plan-run', 'artifacts', 'datasets', 'runs');
  read('prepare-features', 'lake', 'accepted');
  read('prepare-features', 'artifacts', 'datasets', 'runs');
  write('prepare-features', 'artifacts', 'runs');
  for (const name of ['evaluate-challenger', 'judge-challenger'] as const) {
    read(name, 'artifacts', 'runs');
    write(name, 'artifacts', 'runs');
  }
  read('register-version', 'artifacts', 'runs', 'datasets');
  read('build-baseline', 'artifacts', 'runs');
  write('build-baseline', 'artifacts', 'baselines');
  read('observe-deployment', 'artifacts', 'runs');
}

function grantExecutions(functions: PlatformFunctions, stack: Stack): void {
  const machines = stack.formatArn({ service: 'states', resource: 'stateMachine', resourceName: 'perennial-*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const executions = stack.formatArn({ service: 'states', resource: 'execution', resourceName: 'perennial-*:*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  permit(functions.get('decide-retraining'), ['states:StartExecution'], [machines]);
  permit(functions.get('operate-model'), ['states:SendTaskSuccess', 'states:SendTaskFailure'], [machines]);
  permit(functions.get('manage-model'), ['states:ListExecutions'], [machines]);
  permit(functions.get('manage-model'), ['states:StopExecution'], [executions]);
}

/** Endpoints and configs are named `<model>-...`; a platform function does not know which models there will be. */
function grantEndpoints(functions: PlatformFunctions, stack: Stack): void {
  const named = (resource: string) => stack.formatArn({ service: 'sagemaker', resource, resourceName: '*' });
  const [endpoint, config, model] = [named('endpoint'), named('endpoint-config'), named('model')];
  permit(functions.get('deploy-version'), ['sagemaker:CreateEndpointConfig', 'sagemaker:DescribeEndpointConfig'], [config]);
  permit(functions.get('deploy-version'), ['sagemaker:CreateEndpoint', 'sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint'], [endpoint, config]);
  permit(functions.get('deploy-version'), ['sagemaker:AddTags'], [endpoint, config]);
  permit(functions.get('observe-deployment'), ['sagemaker:DescribeEndpoint', 'sagemaker:InvokeEndpoint'], [endpoint]);
  for (const name of ['collect-slot', 'manage-model'] as const) {
    permit(functions.get(name), ['sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint'], [endpoint]);
    permit(functions.get(name), ['sagemaker:DescribeEndpointConfig', 'sagemaker:DeleteEndpointConfig'], [config]);
    permit(functions.get(name), ['sagemaker:DeleteModel'], [model]);
  }
  permit(functions.get('manage-model'), ['sagemaker:ListEndpoints', 'sagemaker:ListEndpointConfigs', 'sagemaker:ListModels'], ['*']);
}
