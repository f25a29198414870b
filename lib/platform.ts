import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { PipelineFunction } from './training/pipeline-definition.ts';

/** What a model stack has to know of its platform. All are texts: names, URLs and ARNs. */
export interface Platform {
  readonly registryTable: string;
  readonly landingBucket: string;
  readonly lakeBucket: string;
  readonly artifactBucket: string;
  readonly captureQueueUrl: string;
  readonly captureQueueArn: string;
  readonly oncallTopicArn: string;
  readonly manageModelArn: string;
  readonly checkModelArn: string;
  readonly checkDeadLettersArn: string;
  /** Bus of the platform. */
  readonly busName: string;
  /** Function URL for the commands of people. */
  readonly operateUrl: string;
  /** Customer's key, or `none`. */
  readonly keyArn: string;
  readonly functionArns: Readonly<Record<PipelineFunction, string>>;
}

/** The members of `Platform` that are one text each. */
export const PLATFORM_TEXTS = [
  'registryTable',
  'landingBucket',
  'lakeBucket',
  'artifactBucket',
  'captureQueueUrl',
  'captureQueueArn',
  'oncallTopicArn',
  'manageModelArn',
  'checkModelArn',
  'checkDeadLettersArn',
  'busName',
  'operateUrl',
  'keyArn',
] as const satisfies readonly (keyof Platform)[];

/** Name of the SSM parameter that carries a member. */
export function parameterName(platform: string, member: string): string {
  return `/perennial/${platform}/${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * Publishes what model stacks need; parameters instead of exports, so that either side can be
 * upgraded alone.
 */
export function publishPlatform(scope: Construct, name: string, platform: Platform): void {
  const texts: Record<string, string> = { ...platform.functionArns };
  for (const member of PLATFORM_TEXTS) texts[member] = platform[member];
  for (const [member, value] of Object.entries(texts)) {
    new ssm.StringParameter(scope, `Parameter-${member}`, {
      parameterName: parameterName(name, member),
      stringValue: value,
    });
  }
}

/**
 * Finds the platform of that name when the model stack is deployed. Only what is asked for becomes
 * a parameter of the template.
 */
export function findPlatform(
  scope: Construct,
  name: string,
  functions: readonly PipelineFunction[],
): Platform {
  const read = (member: string) =>
    ssm.StringParameter.valueForStringParameter(scope, parameterName(name, member));
  const lazily = (members: readonly string[]) =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        members.map((member) => [member, { enumerable: true, get: () => read(member) }]),
      ),
    );
  // Both objects are built from the very lists that their types are made of.
  return Object.defineProperty(lazily(PLATFORM_TEXTS), 'functionArns', {
    value: lazily(functions),
  }) as unknown as Platform;
}
