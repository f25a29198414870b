import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ConfigurationError } from '../errors.ts';
import { because } from './reasons.ts';

/** A permission that is given to a role. */
export interface PermissionProps {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default - none */
  readonly conditions?: Readonly<Record<string, unknown>>;
  /**
   * Why a resource is a wildcard. @default - none is; a wildcard without a reason does not
   * synthesize
   */
  readonly because?: string;
}

/**
 * Permits actions on resources: hand-written, because the ready-made grants of buckets permit
 * deletion along with writing.
 */
export function permit(role: iam.Role, props: PermissionProps): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [...props.actions],
      resources: [...props.resources],
      ...(props.conditions ? { conditions: props.conditions } : {}),
    }),
  );
  for (const resource of props.resources) {
    const text = flatten(Stack.of(role).resolve(resource));
    if (!text.includes('*')) continue;
    if (!props.because)
      throw new ConfigurationError(
        'InvalidProperty',
        `say why '${text}' has to be a wildcard`,
        role,
      );
    because(role, props.because, `AwsSolutions-IAM5[Resource::${text}]`);
  }
}

/** A resolved value as cdk-nag writes it: references stand in angle brackets. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name, argument] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as readonly string[]).join('.')}>`;
  if (name === 'Fn::Join')
    return (argument as readonly [string, readonly unknown[]])[1]
      .map(flatten)
      .join((argument as readonly [string])[0]);
  return JSON.stringify(value);
}
