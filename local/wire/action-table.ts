import { NotEmulated } from '../errors.ts';
import type {
  Action,
  ActionContext,
  Database,
  Permission,
  Principal,
  Service,
} from '../kernel/index.ts';
import type { Faults } from '../faults/faults.ts';
import type { Operation } from './service-model.ts';
import { requestTags } from './request-tags.ts';
import { missingMember, validateInput } from './validate.ts';

type AnyAction = Action<never, unknown>;

/** All actions of all services, and the one way to perform them: validate, authorise, run. */
export class ActionTable {
  private readonly actions = new Map<string, AnyAction>();
  private readonly missing = new Map<string, NonNullable<Service['missing']>>();

  constructor(
    services: readonly Service[],
    private readonly db: Database,
    private readonly authorize: (principal: Principal, permission: Permission) => void,
    private readonly faults: Faults,
    /** Called before an action of a service. */
    private readonly before: (service: string) => void = () => {},
  ) {
    for (const service of services) {
      if (service.missing) this.missing.set(service.name, service.missing);
      for (const action of service.actions)
        this.actions.set(`${service.name}.${action.name}`, action);
    }
  }

  /** The action behind an operation, where it is offered. */
  public find({ model, name }: Operation): AnyAction | undefined {
    return this.actions.get(`${model.name}.${name}`);
  }

  /** Performs a call from outside: its input is validated by the service's model. */
  public async perform(
    operation: Operation,
    input: unknown,
    context: ActionContext,
  ): Promise<unknown> {
    const action = this.offered(operation.model.name, operation.name);
    if (!action.raw) this.validate(operation, input);
    if (this.faults.active) await this.faults.meet(operation.model.name, operation.name);
    return this.run(action, input, context);
  }

  /** Performs a call between services. */
  public async call(
    service: string,
    name: string,
    input: unknown,
    context: ActionContext,
  ): Promise<unknown> {
    const action = this.offered(service, name);
    if (this.faults.active) await this.faults.meet(service, name);
    return this.run(action, input, context);
  }

  /** The same within the caller's transaction; only for actions in transaction mode. */
  public callSync(service: string, name: string, input: unknown, context: ActionContext): unknown {
    const action = this.offered(service, name);
    if (action.mode !== 'transaction')
      throw new NotEmulated(`${service}:${name} inside a transaction`, 'it awaits');
    if (this.faults.active) this.faults.meetAtOnce(service, name);
    return this.run(action, input, context);
  }

  private run(action: AnyAction, input: unknown, context: ActionContext): unknown {
    const tags = requestTags(input);
    for (const permission of action.permissions(input as never, context))
      this.authorize(context.principal, tags ? withTags(permission, tags) : permission);
    if (action.mode === 'process') return action.run(input as never, context);
    return this.db.transaction(() => action.run(input as never, context));
  }

  private validate(operation: Operation, input: unknown): void {
    const missing = missingMember(operation, input);
    const refusal =
      missing === undefined ? undefined : this.missing.get(operation.model.name)?.(missing);
    if (refusal) throw refusal;
    validateInput(operation, input);
  }

  private offered(service: string, name: string): AnyAction {
    this.before(service);
    const action = this.actions.get(`${service}.${name}`);
    if (!action)
      throw new NotEmulated(`the action ${service}:${name}`, 'no handler is registered for it');
    return action;
  }
}

/** A role that is passed along is not what is tagged. */
function withTags(permission: Permission, tags: Permission['context']): Permission {
  if (permission.action === 'iam:PassRole') return permission;
  return { ...permission, context: { ...tags, ...permission.context } };
}
