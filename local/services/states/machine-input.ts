import type { Cloud } from '../../kernel/index.ts';
import { AwsError } from '../../errors.ts';
import type { EncryptionInput } from './encryption.ts';
import { invalidDefinition, managedRuleDenied, roleNotAssumable } from './errors.ts';
import { parseResource } from './integrations/resource.ts';
import type { JsonObject } from './language/json.ts';
import { isObject, parseJson } from './language/json.ts';
import type { Json } from './language/json.ts';
import { findingText } from './language/validation/diagnostic.ts';
import { validateDefinition } from './language/validation/validate.ts';

/** Members of CreateStateMachine and UpdateStateMachine that describe the machine. */
export interface MachineInput {
  readonly definition?: string;
  readonly roleArn?: string;
  readonly loggingConfiguration?: JsonObject;
  readonly tracingConfiguration?: { readonly enabled?: boolean };
  readonly encryptionConfiguration?: EncryptionInput;
  readonly publish?: boolean;
  readonly versionDescription?: string;
}

/** Rules by which Step Functions learns that a job has ended, by the service API that starts it. */
const MANAGED_RULES: Readonly<Record<string, string>> = {
  'sagemaker:createTrainingJob': 'StepFunctionsGetEventsForSageMakerTrainingJobsRule',
  'sagemaker:createTransformJob': 'StepFunctionsGetEventsForSageMakerTransformJobsRule',
  'sagemaker:createHyperParameterTuningJob': 'StepFunctionsGetEventsForSageMakerTuningJobsRule',
  'sagemaker:createProcessingJob': 'StepFunctionsGetEventsForSageMakerProcessingJobsRule',
  'states:startExecution': 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
};

/** Throws InvalidDefinition in AWS's words unless the definition is accepted. */
export function checkDefinition(definition: string, type: 'STANDARD' | 'EXPRESS'): void {
  const diagnostics = validateDefinition(definition, { type }).filter(
    ({ severity }) => severity === 'ERROR',
  );
  if (diagnostics.length > 0) throw invalidDefinition(diagnostics.map(findingText).join(', '));
}

/**
 * Throws unless Step Functions may assume the role, and the role may make the managed rules that
 * `.sync` tasks need.
 */
export function checkRole(
  cloud: Cloud,
  roleArn: string,
  definition: string,
  machineArn: string,
): void {
  const principal = assumed(cloud, roleArn, machineArn);
  if (cloud.takesOnTrust(roleArn)) return;
  for (const rule of neededRules(parseJson(definition))) {
    const resource = `arn:${cloud.partition}:events:${cloud.region}:${cloud.accountId}:rule/${rule}`;
    for (const action of ['events:PutTargets', 'events:PutRule', 'events:DescribeRule']) {
      try {
        cloud.authorize(principal, { action, resource });
      } catch (error) {
        if (error instanceof AwsError) throw managedRuleDenied(roleArn);
        throw error;
      }
    }
  }
}

function assumed(cloud: Cloud, roleArn: string, machineArn: string) {
  const service = {
    kind: 'service',
    arn: 'states.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: machineArn,
  } as const;
  try {
    return cloud.assumeRole(roleArn, 'validation', service);
  } catch (error) {
    if (error instanceof AwsError) throw roleNotAssumable();
    throw error;
  }
}

function neededRules(definition: Json): Set<string> {
  const rules = new Set<string>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isObject(value)) return;
    const resource =
      value.Type === 'Task' && typeof value.Resource === 'string'
        ? parseResource(value.Resource)
        : undefined;
    if (resource?.kind === 'integration' && resource.pattern.startsWith('sync')) {
      const rule = MANAGED_RULES[`${resource.service}:${resource.api}`];
      if (rule) rules.add(rule);
    }
    Object.values(value).forEach(visit);
  };
  visit(definition);
  return rules;
}
