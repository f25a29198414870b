import { action } from '../../../kernel/index.ts';
import { checkEncryption } from '../encryption.ts';
import { stateMachineDoesNotExist, validationException } from '../errors.ts';
import { checkLogging } from '../logging-input.ts';
import { checkDefinition, checkRole } from '../machine-input.ts';
import type { MachineInput } from '../machine-input.ts';
import { findMachine, insertRevision, shownRevision } from '../machines.ts';
import type { Machine } from '../machines.ts';
import { on, passRole } from '../permissions.ts';
import { publishVersion } from '../versions.ts';

interface Input extends MachineInput {
  readonly stateMachineArn: string;
}

const MEMBERS = [
  'definition',
  'roleArn',
  'loggingConfiguration',
  'tracingConfiguration',
  'encryptionConfiguration',
] as const;

/** UpdateStateMachine. Executions that run go on by the definition they began with. */
export const updateStateMachine = action(
  'UpdateStateMachine',
  (input: Input) => [
    ...on('UpdateStateMachine', 'stateMachineArn')(input),
    ...passRole(input.roleArn),
  ],
  (input, { cloud }) => {
    const machine = findMachine(cloud, input.stateMachineArn);
    if (!machine) throw stateMachineDoesNotExist(input.stateMachineArn);
    if (MEMBERS.every((member) => input[member] === undefined)) {
      throw validationException(
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    }
    const merge = merged(machine, input, { revision: cloud.world.uuid(), now: cloud.world.now() });
    // An update that changes nothing makes no revision (recorded).
    const updated = isSame(machine, merge) ? { ...merge, revision: machine.revision } : merge;
    if (input.definition !== undefined) checkDefinition(input.definition, machine.type);
    checkLogging(cloud, input.loggingConfiguration);
    checkEncryption(cloud, input.encryptionConfiguration);
    checkRole(cloud, updated.role_arn, updated.definition, machine.arn);
    cloud.db.run(
      `UPDATE states_machines SET definition = ?, role_arn = ?, logging = ?, tracing = ?, encryption = ?, revision = ?, updated = ?
       WHERE arn = ?`,
      updated.definition,
      updated.role_arn,
      updated.logging,
      updated.tracing,
      updated.encryption,
      updated.revision,
      updated.updated,
      machine.arn,
    );
    insertRevision(cloud, updated);
    const version = input.publish
      ? publishVersion(cloud, updated, { description: input.versionDescription })
      : undefined;
    return {
      updateDate: new Date(updated.updated),
      ...shownRevision(updated),
      ...(version ? { stateMachineVersionArn: version.arn } : {}),
    };
  },
);

function merged(
  machine: Machine,
  input: Input,
  change: { readonly revision: string; readonly now: number },
): Machine {
  const text = (value: object | undefined, before: string | null) =>
    value === undefined ? before : JSON.stringify(value);
  return {
    ...machine,
    definition: input.definition ?? machine.definition,
    role_arn: input.roleArn ?? machine.role_arn,
    logging: text(input.loggingConfiguration, machine.logging),
    tracing: text(input.tracingConfiguration, machine.tracing),
    encryption: text(input.encryptionConfiguration, machine.encryption),
    revision: change.revision,
    updated: change.now,
  };
}

function isSame(a: Machine, b: Machine): boolean {
  return (
    a.definition === b.definition &&
    a.role_arn === b.role_arn &&
    a.logging === b.logging &&
    a.tracing === b.tracing
  );
}
