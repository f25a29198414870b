import { StackDeployer } from '../../cloudformation/engine.ts';
import { STACK_TYPE, StackEvents } from '../../cloudformation/stack-events.ts';
import type { StackOutputs, Stack } from '../../cloudformation/stack.ts';
import { StackStore } from '../../cloudformation/stack-store.ts';
import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { Template } from '../../cloudformation/template.ts';
import type { Cloud, DeliveryHandler, Delivery, Principal } from '../../kernel/index.ts';
import { validationError } from './errors.ts';
import { givenTo, pastOf } from './given.ts';
import type { Given } from './given.ts';
import { findStack } from './stacks.ts';

/** The outbox row that carries a stack on until it rests. */
export const CARRY_ON = 'cloudformation.carry-on';

/** Statuses in which a stack does something, and what: each ends in another status. */
const STEPS: Readonly<Record<string, (row: StackRow, cloud: Cloud) => Promise<void>>> = {
  CREATE_IN_PROGRESS: create,
  ROLLBACK_IN_PROGRESS: rollBackCreation,
  UPDATE_IN_PROGRESS: update,
  UPDATE_ROLLBACK_IN_PROGRESS: rollBackUpdate,
  DELETE_IN_PROGRESS: remove,
};

/** Sets a stack in motion, in the transaction that gave it a status to act on. */
export function carryOn(stackId: string, cloud: Cloud): void {
  cloud.outbox.send(CARRY_ON, { stackId }, { retry: { maxAttempts: 3, backoffSeconds: [1, 1] } });
}

/** Performs what a stack's status asks for, until it rests. Goes on where a crash ended it. */
export const carryOnDelivery: DeliveryHandler = async (delivery) => {
  const { payload, cloud } = delivery as Delivery as Delivery<{ readonly stackId: string }>;
  for (;;) {
    const row = findStack(payload.stackId, cloud);
    const step = row && STEPS[row.status];
    if (!step) return;
    await step(row, cloud);
  }
};

/** Gives a stack a status, and tells of it. */
export function setStatus(
  row: Pick<StackRow, 'id' | 'name'>,
  status: string,
  cloud: Cloud,
  reason?: string,
): void {
  cloud.db.run(
    'UPDATE cloudformation_stacks SET status = ?, reason = ?, updated = ? WHERE id = ?',
    status,
    reason ?? null,
    cloud.world.now(),
    row.id,
  );
  tellStatus(row, status, cloud, reason);
}

/** Tells of a stack's status as of a resource's: it is one of its own events. */
export function tellStatus(
  { id, name }: Pick<StackRow, 'id' | 'name'>,
  status: string,
  cloud: Cloud,
  reason?: string,
): void {
  const event = { logicalId: name, physicalId: id, type: STACK_TYPE };
  new StackEvents(cloud).add({ id, name }, { ...event, status, reason });
}

async function create(row: StackRow, cloud: Cloud): Promise<void> {
  try {
    const outputs = await deployerOf(row, cloud).apply(
      asDeployed(row, givenTo(row.id, cloud)),
      row.id,
    );
    rest(row, 'CREATE_COMPLETE', cloud, outputs);
  } catch (error) {
    const reason = reasonOf(row, 'create', error, cloud);
    if (givenTo(row.id, cloud).onFailure === 'DO_NOTHING')
      setStatus(row, 'CREATE_FAILED', cloud, reason);
    else setStatus(row, 'ROLLBACK_IN_PROGRESS', cloud, `${reason} Rollback requested by user.`);
  }
}

async function rollBackCreation(row: StackRow, cloud: Cloud): Promise<void> {
  try {
    const stack = asDeployed(row, givenTo(row.id, cloud));
    await deployerOf(row, cloud).clear({ stack, id: row.id });
    if (givenTo(row.id, cloud).onFailure === 'DELETE') setStatus(row, 'DELETE_IN_PROGRESS', cloud);
    else setStatus(row, 'ROLLBACK_COMPLETE', cloud, row.reason ?? undefined);
  } catch (error) {
    setStatus(row, 'ROLLBACK_FAILED', cloud, reasonOf(row, 'delete', error, cloud));
  }
}

async function update(row: StackRow, cloud: Cloud): Promise<void> {
  try {
    const outputs = await deployerOf(row, cloud).apply(
      asDeployed(row, givenTo(row.id, cloud)),
      row.id,
    );
    refuseLosses(row, outputs, cloud);
    rest(row, 'UPDATE_COMPLETE', cloud, outputs);
  } catch (error) {
    setStatus(row, 'UPDATE_ROLLBACK_IN_PROGRESS', cloud, reasonOf(row, 'update', error, cloud));
  }
}

/** Brings a stack back to what it was before. */
async function rollBackUpdate(row: StackRow, cloud: Cloud): Promise<void> {
  const { template } = new StackStore(cloud).before(row.name)!;
  const past = pastOf(row.id, cloud);
  const stack = { ...asDeployed(row, past), template };
  try {
    const deployer = deployerOf(row, cloud);
    await deployer.takeBackReplaced({ stack, id: row.id });
    const outputs = await deployer.apply(stack, row.id);
    cloud.db.transaction(() => {
      tellMended(row, cloud);
      cloud.db.run(
        'UPDATE cloudformation_stacks SET template = ? WHERE id = ?',
        JSON.stringify(template),
        row.id,
      );
      cloud.db.run(
        'UPDATE cloudformation_given SET given = coalesce(past, given) WHERE id = ?',
        row.id,
      );
      rest(row, 'UPDATE_ROLLBACK_COMPLETE', cloud, outputs);
    });
  } catch (error) {
    setStatus(row, 'UPDATE_ROLLBACK_FAILED', cloud, reasonOf(row, 'update', error, cloud));
  }
}

/** Resources whose change failed are as they were: that is told, too. */
function tellMended(row: StackRow, cloud: Cloud): void {
  const events = new StackEvents(cloud);
  const store = new StackStore(cloud);
  for (const { logical, physical, type, status } of events.latest(row.id).values())
    if (status.endsWith('_FAILED') && store.resource(row.name, logical))
      events.add(row, {
        logicalId: logical,
        physicalId: physical,
        type,
        status: 'UPDATE_COMPLETE',
      });
}

async function remove(row: StackRow, cloud: Cloud): Promise<void> {
  try {
    refuseLosses(row, {}, cloud);
    const stack = asDeployed(row, givenTo(row.id, cloud));
    const deployer = deployerOf(row, cloud);
    await deployer.takeBackReplaced({ stack, id: row.id });
    await deployer.clear({ stack, id: row.id });
    cloud.db.transaction(() => {
      tellStatus(row, 'DELETE_COMPLETE', cloud);
      bury(row, cloud);
    });
  } catch (error) {
    setStatus(row, 'DELETE_FAILED', cloud, reasonOf(row, 'delete', error, cloud));
  }
}

/** A stack that is no more is found by its id, and its name is free. */
function bury(row: StackRow, cloud: Cloud): void {
  const { db, world } = cloud;
  db.run(
    'INSERT OR REPLACE INTO cloudformation_gone VALUES (?, ?, ?, ?, ?)',
    row.id,
    row.name,
    row.template,
    row.created,
    world.now(),
  );
  db.run('DELETE FROM cloudformation_change_sets WHERE stack = ?', row.id);
  new StackStore(cloud).forget(row.name);
}

/** Ends a deployment that went well. */
function rest(row: StackRow, status: string, cloud: Cloud, outputs: StackOutputs): void {
  cloud.db.transaction(() => {
    new StackStore(cloud).finish(row.name, outputs);
    setStatus(row, status, cloud);
  });
}

/** Throws where an export goes or changes that another stack reads. */
function refuseLosses(row: StackRow, wanted: StackOutputs, cloud: Cloud): void {
  const store = new StackStore(cloud);
  const kept = new Map(
    Object.values(wanted).map(({ export: name, value }) => [name, value] as const),
  );
  const done = Object.keys(wanted).length > 0 ? 'updated' : 'deleted';
  for (const { export: name, value } of Object.values(JSON.parse(row.outputs) as StackOutputs)) {
    if (name === undefined || kept.get(name) === value) continue;
    const readers = store.importers(name).filter((reader) => reader !== row.name);
    if (readers.length > 0)
      throw validationError(
        `Export ${name} cannot be ${done} as it is in use by ${readers.join(', ')}`,
      );
  }
}

function asDeployed(row: StackRow, { parameters }: Given): Stack {
  const template = JSON.parse(row.template) as Template;
  return { name: row.name, template, assets: new Map(), parameters };
}

function deployerOf(row: StackRow, cloud: Cloud): StackDeployer {
  return new StackDeployer(cloud, () => {}, principalOf(row, cloud));
}

/** Who makes the resources: the stack's role, else who called. */
function principalOf(row: StackRow, cloud: Cloud): Principal | undefined {
  const { roleArn, principal } = givenTo(row.id, cloud);
  if (roleArn === undefined) return principal;
  const arn = 'cloudformation.amazonaws.com';
  const service = { kind: 'service', arn, accountId: cloud.accountId } as const;
  return cloud.assumeRole(roleArn, 'AWSCloudFormation', service);
}

function reasonOf(row: StackRow, doing: string, error: unknown, cloud: Cloud): string {
  const failed = new StackEvents(cloud).failures(row.id);
  if (failed.length > 0)
    return `The following resource(s) failed to ${doing}: [${failed.join(', ')}].`;
  return error instanceof Error ? error.message : String(error);
}
