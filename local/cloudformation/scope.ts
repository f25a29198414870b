import type { Cloud } from '../kernel/index.ts';
import { conditionHolds, resolve } from './intrinsics.ts';
import type { KnownResource, Scope } from './intrinsics.ts';
import { parameterValues } from './parameters.ts';
import type { Stack, StackOutputs } from './stack.ts';
import type { StackStore } from './stack-store.ts';
import type { Template } from './template.ts';

/** A scope to which resources are added as they are made, and which knows what was imported. */
export interface GrowingScope extends Scope {
  readonly resources: Map<string, KnownResource>;
  /** Names of other stacks' exports that were read. */
  readonly imported: ReadonlySet<string>;
}

/** What the template of a stack can refer to before any of its resources is there. */
export function scopeOf(stack: Stack, id: string, store: StackStore, cloud: Cloud): GrowingScope {
  const ssm = (name: string) => ssmValue(name, cloud);
  const imported = new Set<string>();
  return {
    template: stack.template,
    resources: new Map(),
    parameters: parameterValues(stack, ssm),
    imported,
    exports: (name) => {
      imported.add(name);
      return store.exported(name);
    },
    ssm,
    pseudo: {
      'AWS::AccountId': cloud.accountId,
      'AWS::Region': cloud.region,
      'AWS::Partition': cloud.partition,
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': id,
      'AWS::NotificationARNs': [],
    },
  };
}

/** The outputs of a template whose resources are there. */
export function outputsOf(template: Template, scope: Scope): StackOutputs {
  return Object.fromEntries(
    Object.entries(template.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition, scope))
      .map(([name, { Value, Export, Description }]) => [
        name,
        {
          value: String(resolve(Value, scope)),
          description: Description,
          export: Export ? String(resolve(Export.Name, scope)) : undefined,
        },
      ]),
  );
}

function ssmValue(name: string, { db }: Cloud): string | undefined {
  return db.get<{ value: string }>(
    'SELECT value FROM ssm_versions WHERE name = ? ORDER BY version DESC LIMIT 1',
    name,
  )?.value;
}
