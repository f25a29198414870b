import { refuseUnknown } from '../../cloudformation/offered.ts';
import { checkParameters } from '../../cloudformation/parameters.ts';
import type { Template } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';
import type { ActionContext } from '../../kernel/index.ts';
import { checkCapabilities } from './capabilities.ts';
import { checkTemplate } from './check-template.ts';
import { validationError } from './errors.ts';
import { givenTo, parametersGiven } from './given.ts';
import type { Given, OnFailure, ParameterInput, Tag } from './given.ts';
import { readTemplate } from './template-text.ts';
import type { StackRow } from '../../cloudformation/stack-store.ts';

/** Where a template comes from. */
export interface TemplateInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

/** What CreateStack, UpdateStack and CreateChangeSet share. */
export interface DeploymentInput extends TemplateInput {
  readonly StackName: string;
  readonly Parameters?: readonly ParameterInput[];
  readonly Capabilities?: readonly string[];
  readonly Tags?: readonly Tag[];
  readonly RoleARN?: string;
  readonly NotificationARNs?: readonly string[];
  readonly DisableRollback?: boolean;
  readonly OnFailure?: OnFailure;
  readonly EnableTerminationProtection?: boolean;
}

/** A deployment whose template was read and found good. */
export interface Deployment {
  readonly template: Template;
  readonly given: Given;
}

/** Bytes of a template that lies in a bucket. Source: CloudFormation quotas. */
const LARGEST_TEMPLATE = 1_048_576;

/**
 * Reads and checks all that a deployment is given; `stack` is the one that it changes.
 *
 * @throws AwsError in CloudFormation's words, or naming what the local cloud does not offer
 */
export async function readDeployment(
  input: DeploymentInput,
  context: ActionContext,
  stack?: StackRow,
): Promise<Deployment> {
  checkName(input.StackName);
  const past = stack && givenTo(stack.id, context.cloud);
  const body = await readBody(input, context, past?.body ?? stack?.template);
  const template = readTemplate(body);
  checkTemplate(template);
  const parameters = parametersGiven(input.Parameters ?? [], past);
  checkParameters(template, parameters);
  checkCapabilities(template, input.Capabilities ?? []);
  refuseUnknown({ name: input.StackName, template });
  return {
    template,
    given: { ...settingsOf(input, past), body, parameters, principal: context.principal },
  };
}

/** CloudFormation's own pattern for names; its API model does not tell it. */
const NAME = '[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*';

function checkName(name: string): void {
  if (new RegExp(`^(?:${NAME})$`).test(name)) return;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME}`,
  );
}

function settingsOf(input: DeploymentInput, past: Given | undefined): Given {
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined)
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  return {
    parameters: {},
    tags: input.Tags ?? past?.tags ?? [],
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? past?.notificationArns ?? [],
    onFailure: input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK'),
    roleArn: input.RoleARN ?? past?.roleArn,
    terminationProtection:
      input.EnableTerminationProtection ?? past?.terminationProtection ?? false,
  };
}

/** The text of a template, from the request, from a bucket, or as it was. */
export async function readBody(
  { TemplateBody, TemplateURL, UsePreviousTemplate }: TemplateInput,
  context: ActionContext,
  previous?: string,
): Promise<string> {
  if ([TemplateBody, TemplateURL].filter((given) => given !== undefined).length > 1)
    throw validationError('Either Template URL or Template Body must be specified.');
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL !== undefined) return fromBucket(TemplateURL, context);
  if (UsePreviousTemplate && previous !== undefined) return previous;
  throw validationError('Either Template URL or Template Body must be specified.');
}

async function fromBucket(url: string, { cloud, principal }: ActionContext): Promise<string> {
  const { Bucket, Key } = placeOf(url);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const { Body } = await cloud.call<{ Body: AsyncIterable<Uint8Array> }>(
      's3',
      'GetObject',
      { Bucket, Key },
      principal,
    );
    for await (const part of Body) {
      parts.push(part);
      size += part.length;
      if (size > LARGEST_TEMPLATE)
        throw validationError('Template may not exceed 1000000 bytes in size.');
    }
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ValidationError') throw error;
    throw validationError(`S3 error: ${error.message}`);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `https://<bucket>.s3.<region>.amazonaws.com/<key>`, or the bucket as the first part of the path. */
function placeOf(url: string): { readonly Bucket: string; readonly Key: string } {
  const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: '', pathname: '/' };
  const path = decodeURIComponent(pathname.slice(1));
  const [, virtual] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  if (virtual !== undefined && path !== '') return { Bucket: virtual, Key: path };
  const slash = path.indexOf('/');
  if (slash <= 0) throw validationError('TemplateURL must be a supported URL.');
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}
