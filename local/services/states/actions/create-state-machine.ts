import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { checkName, machineArn } from '../arns.ts';
import { checkEncryption } from '../encryption.ts';
import { stateMachineAlreadyExists, validationException } from '../errors.ts';
import { checkLogging } from '../logging-input.ts';
import { checkDefinition, checkRole } from '../machine-input.ts';
import type { MachineInput } from '../machine-input.ts';
import { findMachine, initialRevision, insertRevision } from '../machines.ts';
import type { Machine } from '../machines.ts';
import { futureArn, passRole, tagOnCreate } from '../permissions.ts';
import { putTags } from '../tags.ts';
import type { Tag } from '../tags.ts';
import { publishVersion } from '../versions.ts';

interface Input extends MachineInput {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly tags?: readonly Tag[];
}

/**
 * CreateStateMachine. The same machine again is not an error; another role or other tags do not
 * count.
 */
export const createStateMachine = action(
  'CreateStateMachine',
  (input: Input, context) => {
    const resource = futureArn(context, 'stateMachine', input.name);
    return [
      { action: 'states:CreateStateMachine', resource },
      ...passRole(input.roleArn),
      ...tagOnCreate(resource, input.tags),
    ];
  },
  (input, context) => {
    checkName(input.name);
    if (input.versionDescription !== undefined && !input.publish) {
      throw validationException('Version description can only be set when publish is true');
    }
    const type = input.type ?? 'STANDARD';
    checkDefinition(input.definition, type);
    checkLogging(context.cloud, input.loggingConfiguration);
    checkEncryption(context.cloud, input.encryptionConfiguration);
    const machine = create(input, type, context);
    const version = input.publish
      ? publishVersion(context.cloud, machine, { description: input.versionDescription })
      : undefined;
    return {
      stateMachineArn: machine.arn,
      creationDate: new Date(machine.created),
      ...(version ? { stateMachineVersionArn: version.arn } : {}),
    };
  },
);

function create(input: Input, type: 'STANDARD' | 'EXPRESS', { cloud }: ActionContext): Machine {
  const arn = machineArn(cloud, input.name);
  const made = machineOf(input, type, {
    arn,
    revision: initialRevision(cloud),
    now: cloud.world.now(),
  });
  const existing = findMachine(cloud, arn);
  if (existing) {
    if (!isSame(existing, made)) throw stateMachineAlreadyExists(arn);
    return existing;
  }
  checkRole(cloud, input.roleArn, input.definition, arn);
  cloud.db.run(
    `INSERT INTO states_machines (arn, name, type, definition, role_arn, revision, logging, tracing, encryption, created, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    arn,
    made.name,
    type,
    made.definition,
    made.role_arn,
    made.revision,
    made.logging,
    made.tracing,
    made.encryption,
    made.created,
    made.updated,
  );
  insertRevision(cloud, made);
  putTags(cloud, arn, input.tags ?? []);
  return made;
}

function machineOf(
  input: Input,
  type: 'STANDARD' | 'EXPRESS',
  made: { readonly arn: string; readonly revision: string; readonly now: number },
): Machine {
  const text = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return {
    arn: made.arn,
    name: input.name,
    type,
    definition: input.definition,
    role_arn: input.roleArn,
    revision: made.revision,
    logging: text(input.loggingConfiguration),
    tracing: text(input.tracingConfiguration),
    encryption: text(input.encryptionConfiguration),
    created: made.now,
    updated: made.now,
  };
}

function isSame(a: Machine, b: Machine): boolean {
  return (
    a.definition === b.definition &&
    a.type === b.type &&
    a.logging === b.logging &&
    a.tracing === b.tracing &&
    a.encryption === b.encryption
  );
}
