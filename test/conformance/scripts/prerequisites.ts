/**
 * What the peer whose scripts of SageMaker these are did not ask for, and AWS does: roles that
 * SageMaker may assume, models that exist under names that are some, URIs of S3 that are URIs, ARNs
 * in lower case. Without them every script would end at its first call, and show nothing of the
 * rest; `known-differences/sagemaker.md` says where AWS asks for them.
 */
import type { Api } from './api.ts';
import type { Step } from './script.ts';
import { isMembers } from './values.ts';

const ROLES = /^(?:Execution)?RoleArn$/;
const URIS = /(?:S3Uri|S3OutputPath|ModelDataUrl)$/;
const ARN = /arn:aws:sagemaker:[\w-]+:\d{12}:[\w-]+\/[\w-]+/g;
const MADE_BY: Readonly<Record<string, string>> = { create_model: 'ModelName' };

/** The steps as AWS would take them; makes the models that they name. */
export async function withPrerequisites(
  steps: readonly Step[],
  api: Api,
): Promise<readonly Step[]> {
  if (!steps.some(({ service }) => service === 'sagemaker')) return steps;
  const role = await api.role();
  const taken = asTaken(steps, role) as readonly Step[];
  for (const name of modelsOf(taken)) await makeModel(name, role, api);
  return taken;
}

function asTaken(value: unknown, role: string, name = ''): unknown {
  if (typeof value === 'string') return textAsTaken(value, role, name);
  if (Array.isArray(value)) return value.map((item) => asTaken(item, role, name));
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, asTaken(member, role, key)]),
  );
}

function textAsTaken(text: string, role: string, name: string): string {
  if (ROLES.test(name)) return role;
  if (name === 'ModelName') return text.replaceAll('_', '-');
  if (URIS.test(name) && !/^(?:https|s3):\/\//.test(text)) return `s3://${text}`;
  return text.replace(ARN, (arn) => arn.toLowerCase());
}

/** Names of models that steps use and none makes. */
function modelsOf(steps: readonly Step[]): ReadonlySet<string> {
  const made = new Set(
    steps.map(({ method = '', params }) => params?.[MADE_BY[method] ?? ''] as string | undefined),
  );
  const used = steps.filter(
    ({ expectError, method }) => !expectError && /^create_/.test(method ?? ''),
  );
  const names = [...namedTexts(used.map(({ params }) => params))].flatMap(([name, text]) =>
    name === 'ModelName' && !made.has(text) ? [text] : [],
  );
  return new Set(names);
}

async function makeModel(ModelName: string, ExecutionRoleArn: string, api: Api): Promise<void> {
  const Image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/image:1';
  await api.send(
    { op: 0, service: 'sagemaker', method: 'create_model' },
    { ModelName, ExecutionRoleArn, PrimaryContainer: { Image } },
  );
}

/** Every member that is a text, however deep. */
function* namedTexts(value: unknown): Generator<readonly [string, string]> {
  if (Array.isArray(value)) for (const item of value) yield* namedTexts(item);
  if (!isMembers(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') yield [name, member];
    else yield* namedTexts(member);
  }
}
