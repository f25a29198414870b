import { AwsError, LocalCloudError } from '../errors.ts';
import type { Cloud, Principal } from '../kernel/index.ts';
import { creationOrder } from './graph.ts';
import type { HandlerContext, Properties } from './handler.ts';
import { conditionHolds, resolve } from './intrinsics.ts';
import { refuseUnknown } from './offered.ts';
import { isReplaced } from './replacing.ts';
import { handlerOf } from './resources/index.ts';
import { outputsOf, scopeOf } from './scope.ts';
import type { GrowingScope } from './scope.ts';
import type { Stack, StackOutputs } from './stack.ts';
import { StackEvents } from './stack-events.ts';
import type { Doing } from './stack-events.ts';
import { StackStore } from './stack-store.ts';
import type { StoredResource } from './stack-store.ts';
import { constructPath } from './template.ts';
import type { TemplateResource } from './template.ts';

/** What became of a resource. */
type What = 'made' | 'changed' | 'removed';

/** Told of every resource: for progress. */
export type Progress = (event: {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly what: What;
}) => void;

/** A stack under way: what it is to be, under which id. */
interface Run {
  readonly stack: Stack;
  readonly id: string;
}

/**
 * Deploys stacks: refuses what is not offered before anything is made, then makes, changes and
 * removes.
 */
export class StackDeployer {
  private readonly store: StackStore;
  private readonly events: StackEvents;

  /** @param principal who makes the resources; @default - the account itself */
  constructor(
    private readonly cloud: Cloud,
    private readonly progress: Progress = () => {},
    private readonly principal: Principal = {
      kind: 'root',
      arn: `arn:aws:iam::${cloud.accountId}:root`,
      accountId: cloud.accountId,
    },
  ) {
    this.store = new StackStore(cloud);
    this.events = new StackEvents(cloud);
  }

  /** Brings a stack to what its template says. What is as it should be is left alone. */
  public async deploy(stack: Stack): Promise<void> {
    refuseUnknown(stack);
    const id = this.store.begin(stack);
    try {
      this.store.finish(stack.name, await this.apply(stack, id));
    } catch (error) {
      this.store.fail(stack.name, String(error));
      throw error;
    }
  }

  /** Makes, changes and removes a begun stack's resources; answers its outputs. */
  public async apply(stack: Stack, id: string): Promise<StackOutputs> {
    const run = { stack, id };
    const scope = scopeOf(stack, id, this.store, this.cloud);
    const wanted = creationOrder(stack.template).filter((logicalId) => {
      const { Condition } = stack.template.Resources[logicalId]!;
      return Condition === undefined || conditionHolds(Condition, scope);
    });
    for (const logicalId of wanted) await this.bring(logicalId, run, scope);
    const outputs = outputsOf(stack.template, scope);
    this.store.putImports(stack.name, scope.imported);
    for (const replaced of this.store.replaced(stack.name)) {
      await this.remove(replaced.logicalId, replaced.resource, run, 'UpdateReplacePolicy');
      this.store.dropReplaced(replaced);
    }
    await this.removeUnwanted(run, new Set(wanted));
    return outputs;
  }

  /** Removes all resources of a stack, in the opposite order of their making. */
  public async clear({ stack, id }: Run): Promise<void> {
    const resources = this.store.resources(stack.name);
    const left = [...resources.keys()].filter((key) => !stack.template.Resources[key]);
    for (const logicalId of [...creationOrder(stack.template), ...left].reverse()) {
      const resource = resources.get(logicalId);
      if (!resource) continue;
      await this.remove(logicalId, resource, { stack, id }, 'DeletionPolicy');
      this.store.drop(stack.name, logicalId);
    }
  }

  /** Takes back replacements: what was made instead goes, what is still there counts again. */
  public async takeBackReplaced(run: Run): Promise<void> {
    for (const replaced of [...this.store.replaced(run.stack.name)].reverse()) {
      const { logicalId, resource } = replaced;
      const made = this.store.resource(run.stack.name, logicalId);
      if (made) await this.remove(logicalId, made, run, 'none');
      this.cloud.db.transaction(() => {
        this.store.put(run.stack.name, logicalId, resource);
        this.store.dropReplaced(replaced);
        this.tell(run, logicalId, resource.type, 'UPDATE_COMPLETE', resource.made.ref);
      });
    }
  }

  /** Makes or changes one resource; one that has to be replaced is kept until all is done. */
  private async bring(logicalId: string, run: Run, scope: GrowingScope): Promise<void> {
    const { stack } = run;
    const resource = stack.template.Resources[logicalId]!;
    const known = this.store.resource(stack.name, logicalId);
    const doing = known?.type === resource.Type ? 'UPDATE' : 'CREATE';
    try {
      const properties = resolve(resource.Properties ?? {}, scope) as Properties;
      if (doing === 'UPDATE' && same(known!.properties, properties)) {
        scope.resources.set(logicalId, known!.made);
        return;
      }
      this.tell(run, logicalId, resource.Type, `${doing}_IN_PROGRESS`, known?.made.ref);
      scope.resources.set(logicalId, await this.make(logicalId, run, properties, known));
      const { ref } = scope.resources.get(logicalId)!;
      this.tell(run, logicalId, resource.Type, `${doing}_COMPLETE`, ref);
      this.say(run, logicalId, resource.Type, known ? 'changed' : 'made');
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      this.tell(run, logicalId, resource.Type, `${doing}_FAILED`, known?.made.ref, message);
      throw explained(stack.name, logicalId, resource, cause);
    }
  }

  private async make(
    logicalId: string,
    run: Run,
    properties: Properties,
    known: StoredResource | undefined,
  ): Promise<StoredResource['made']> {
    const { stack } = run;
    const resource = stack.template.Resources[logicalId]!;
    const handler = handlerOf(resource.Type)!;
    const context = this.contextOf(logicalId, run);
    const changed =
      known?.type === resource.Type && !isReplaced(handler, known.properties, properties)
        ? await handler.update?.(known.made, properties, known.properties, context)
        : undefined;
    const made = changed ?? (await handler.create(properties, context));
    const path = constructPath(resource);
    this.cloud.db.transaction(() => {
      if (known && !changed) this.store.putReplaced(stack.name, logicalId, known);
      this.store.put(stack.name, logicalId, { type: resource.Type, made, properties, path });
    });
    return made;
  }

  private async removeUnwanted(run: Run, wanted: ReadonlySet<string>): Promise<void> {
    const unwanted = [...this.store.resources(run.stack.name)].filter(
      ([logicalId]) => !wanted.has(logicalId),
    );
    for (const [logicalId, resource] of unwanted.reverse()) {
      await this.remove(logicalId, resource, run, 'DeletionPolicy');
      this.store.drop(run.stack.name, logicalId);
    }
  }

  private async remove(
    logicalId: string,
    resource: StoredResource,
    run: Run,
    policy: 'DeletionPolicy' | 'UpdateReplacePolicy' | 'none',
  ): Promise<void> {
    const { ref } = resource.made;
    // A resource that is in the template no more goes as the template said in which it was.
    const told =
      run.stack.template.Resources[logicalId] ??
      this.store.before(run.stack.name)?.template.Resources[logicalId];
    if (policy !== 'none' && RETAIN.has(told?.[policy] ?? '')) {
      this.tell(run, logicalId, resource.type, 'DELETE_SKIPPED', ref);
    } else {
      this.tell(run, logicalId, resource.type, 'DELETE_IN_PROGRESS', ref);
      try {
        const context = this.contextOf(logicalId, run);
        await handlerOf(resource.type)!.remove(resource.made, resource.properties, context);
      } catch (cause) {
        if (isGone(cause)) return this.tell(run, logicalId, resource.type, 'DELETE_COMPLETE', ref);
        const message = cause instanceof Error ? cause.message : String(cause);
        this.tell(run, logicalId, resource.type, 'DELETE_FAILED', ref, message);
        throw cause;
      }
      this.tell(run, logicalId, resource.type, 'DELETE_COMPLETE', ref);
    }
    this.say(run, logicalId, resource.type, 'removed');
  }

  private say({ stack }: Run, logicalId: string, type: string, what: What): void {
    this.progress({ stack: stack.name, logicalId, type, what });
  }

  private tell(
    { stack, id }: Run,
    logicalId: string,
    type: string,
    status: Doing,
    physicalId = '',
    reason?: string,
  ): void {
    this.events.add({ id, name: stack.name }, { logicalId, type, status, physicalId, reason });
  }

  private contextOf(logicalId: string, { stack, id }: Run): HandlerContext {
    const { cloud, principal } = this;
    return {
      cloud,
      principal,
      logicalId,
      stackId: id,
      stackName: stack.name,
      assets: stack.assets,
      call: (service, action, input) => cloud.call(service, action, input, principal),
      physicalName: (maxLength = 64) => {
        const end = cloud.world.uuid().replace(/-/g, '').slice(0, 12);
        return `${`${stack.name}-${logicalId}`.slice(0, maxLength - 13)}-${end}`;
      },
    };
  }
}

/** Policies by which a resource stays when it is taken out of its stack. */
const RETAIN: ReadonlySet<string> = new Set(['Retain', 'RetainExceptOnCreate']);

/**
 * Whether a removal failed because somebody was there before: for CloudFormation that is success.
 * Source: CloudFormation CLI user guide, resource type handler contract, delete handlers.
 */
function isGone(cause: unknown): boolean {
  return cause instanceof AwsError && /NotFound|NoSuch|DoesNotExist|NonExistent/.test(cause.code);
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
