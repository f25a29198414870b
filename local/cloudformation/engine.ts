import { LocalCloudError, NotEmulated } from '../errors.ts';
import type { Cloud, RootPrincipal } from '../kernel/index.ts';
import type { AssemblyStack } from '../assembly/assembly.ts';
import { creationOrder } from './graph.ts';
import type { HandlerContext, Properties, ResourceHandler } from './handler.ts';
import { conditionHolds, resolve } from './intrinsics.ts';
import type { KnownResource, Scope } from './intrinsics.ts';
import { handlerOf } from './resources/index.ts';
import { constructPath } from './template.ts';
import type { Template, TemplateResource } from './template.ts';
import { StackStore } from './stack-store.ts';
import type { StoredResource } from './stack-store.ts';

/** Told of every resource: for progress. */
export type Progress = (event: {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly what: 'made' | 'changed' | 'removed';
}) => void;

/**
 * Deploys stacks: refuses what is not offered before anything is made, then makes, changes and
 * removes.
 */
export class StackDeployer {
  private readonly store: StackStore;
  private readonly root: RootPrincipal;

  constructor(
    private readonly cloud: Cloud,
    private readonly progress: Progress = () => {},
  ) {
    this.store = new StackStore(cloud);
    this.root = {
      kind: 'root',
      arn: `arn:aws:iam::${cloud.accountId}:root`,
      accountId: cloud.accountId,
    };
  }

  /** Brings a stack to what its template says. What is as it should be is left alone. */
  public async deploy(stack: AssemblyStack): Promise<void> {
    refuseUnknown(stack);
    const id = this.store.begin(stack.name, stack.template);
    const scope = this.scopeOf(stack, id);
    const wanted = creationOrder(stack.template).filter((logicalId) => {
      const { Condition } = stack.template.Resources[logicalId]!;
      return Condition === undefined || conditionHolds(Condition, scope);
    });
    const replaced: { readonly logicalId: string; readonly resource: StoredResource }[] = [];
    try {
      for (const logicalId of wanted) {
        const old = await this.bring(logicalId, stack, id, scope);
        if (old) replaced.push({ logicalId, resource: old });
      }
      for (const { logicalId, resource } of replaced)
        await this.remove(logicalId, resource, stack, id, false);
      await this.removeUnwanted(stack, id, new Set(wanted));
      this.store.finish(stack.name, this.outputs(stack, scope));
    } catch (error) {
      this.store.fail(stack.name, String(error));
      throw error;
    }
  }

  /** Removes a stack with all its resources, in the opposite order of their making. */
  public async destroy(name: string): Promise<void> {
    const stored = this.store.get(name);
    if (!stored) return;
    const stack: AssemblyStack = { name, template: stored.template, assets: new Map() };
    const resources = this.store.resources(name);
    for (const logicalId of [...creationOrder(stored.template)].reverse()) {
      const resource = resources.get(logicalId);
      if (resource) await this.remove(logicalId, resource, stack, stored.id, true);
    }
    this.store.forget(name);
  }

  /** Makes or changes one resource; returns the old one where it was replaced. */
  private async bring(
    logicalId: string,
    stack: AssemblyStack,
    stackId: string,
    scope: Scope & { readonly resources: Map<string, KnownResource> },
  ): Promise<StoredResource | undefined> {
    const resource = stack.template.Resources[logicalId]!;
    const context = this.contextOf(logicalId, stack, stackId);
    try {
      const properties = resolve(resource.Properties ?? {}, scope) as Properties;
      const handler = handlerOf(resource.Type)!;
      const known = this.store.resources(stack.name).get(logicalId);
      if (known && known.type === resource.Type && same(known.properties, properties)) {
        scope.resources.set(logicalId, known.made);
        return undefined;
      }
      const update = known?.type === resource.Type ? handler.update : undefined;
      const made =
        known && update
          ? await update(known.made, properties, known.properties, context)
          : await handler.create(properties, context);
      this.store.put(stack.name, logicalId, {
        type: resource.Type,
        made,
        properties,
        path: constructPath(resource),
      });
      scope.resources.set(logicalId, made);
      this.progress({
        stack: stack.name,
        logicalId,
        type: resource.Type,
        what: known ? 'changed' : 'made',
      });
      return known && !update ? known : undefined;
    } catch (cause) {
      throw explained(stack.name, logicalId, resource, cause);
    }
  }

  private async removeUnwanted(
    stack: AssemblyStack,
    stackId: string,
    wanted: ReadonlySet<string>,
  ): Promise<void> {
    const unwanted = [...this.store.resources(stack.name)].filter(
      ([logicalId]) => !wanted.has(logicalId),
    );
    for (const [logicalId, resource] of unwanted.reverse())
      await this.remove(logicalId, resource, stack, stackId, true);
  }

  private async remove(
    logicalId: string,
    resource: StoredResource,
    stack: AssemblyStack,
    stackId: string,
    forget: boolean,
  ): Promise<void> {
    const policy = stack.template.Resources[logicalId]?.DeletionPolicy;
    if (policy !== 'Retain' && policy !== 'RetainExceptOnCreate') {
      await handlerOf(resource.type)!.remove(
        resource.made,
        resource.properties,
        this.contextOf(logicalId, stack, stackId),
      );
    }
    if (forget) this.store.drop(stack.name, logicalId);
    this.progress({ stack: stack.name, logicalId, type: resource.type, what: 'removed' });
  }

  private scopeOf(
    stack: AssemblyStack,
    id: string,
  ): Scope & { readonly resources: Map<string, KnownResource> } {
    const { cloud } = this;
    const ssm = (name: string) =>
      cloud.db.get<{ value: string }>(
        'SELECT value FROM ssm_versions WHERE name = ? ORDER BY version DESC LIMIT 1',
        name,
      )?.value;
    return {
      template: stack.template,
      resources: new Map(),
      parameters: parametersOf(stack.template, ssm),
      exports: (name) => this.store.exported(name),
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

  private contextOf(logicalId: string, stack: AssemblyStack, stackId: string): HandlerContext {
    const { cloud, root } = this;
    return {
      cloud,
      logicalId,
      stackId,
      stackName: stack.name,
      assets: stack.assets,
      call: (service, action, input) => cloud.call(service, action, input, root),
      physicalName: (maxLength = 64) => {
        const end = cloud.world.uuid().replace(/-/g, '').slice(0, 12);
        return `${`${stack.name}-${logicalId}`.slice(0, maxLength - 13)}-${end}`;
      },
    };
  }

  private outputs(
    { template }: AssemblyStack,
    scope: Scope,
  ): Readonly<
    Record<
      string,
      { readonly value: string; readonly export?: string; readonly description?: string }
    >
  > {
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
}

/** Throws before anything is made, naming everything that is not offered. */
function refuseUnknown({ name, template }: AssemblyStack): void {
  const problems = Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const handler = handlerOf(resource.Type);
    const where = `${logicalId} (${constructPath(resource) || name})`;
    if (!handler) return [`${where}: the resource type ${resource.Type}`];
    return unknownProperties(resource, handler).map(
      (property) => `${where}: the property ${property} of ${resource.Type}`,
    );
  });
  if (problems.length > 0)
    throw new NotEmulated(`parts of the stack '${name}'`, `\n  ${problems.join('\n  ')}`);
}

function unknownProperties(
  { Properties: properties = {} }: TemplateResource,
  handler: ResourceHandler,
): readonly string[] {
  if (handler.properties.includes('*')) return [];
  return Object.keys(properties).filter(
    (property) =>
      !handler.properties.includes(property) && !(property in (handler.withoutEffect ?? {})),
  );
}

function parametersOf(
  { Parameters = {} }: Template,
  ssm: (name: string) => string | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, { Type, Default }]) => {
      if (!Type.startsWith('AWS::SSM::Parameter::Value')) return [name, Default];
      // The bootstrap stack of a laptop is the local cloud itself.
      const value = name === 'BootstrapVersion' ? '30' : ssm(String(Default));
      if (value === undefined)
        throw new LocalCloudError(
          'MissingParameter',
          `deploy the stack that writes the SSM parameter '${String(Default)}' first`,
        );
      return [name, value];
    }),
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function explained(
  stack: string,
  logicalId: string,
  resource: TemplateResource,
  cause: unknown,
): LocalCloudError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new LocalCloudError(
    'DeploymentFailed',
    `${stack}/${logicalId} (${resource.Type}, ${constructPath(resource)}): ${message}`,
    { cause },
  );
}
