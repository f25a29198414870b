import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { StackOutputs } from '../../cloudformation/stack.ts';
import type { Template } from '../../cloudformation/template.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { validationError } from './errors.ts';
import { givenTo } from './given.ts';
import type { Given } from './given.ts';

/** Most input: which stack is meant, by name or id. */
export interface Named {
  readonly StackName: string;
}

/** The permission of a call that concerns one stack, or all. */
export const onStack =
  (name: string) =>
  (
    { StackName }: { readonly StackName?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    {
      action: `cloudformation:${name}`,
      resource: StackName?.startsWith('arn:')
        ? StackName
        : `arn:aws:cloudformation:${cloud.region}:${cloud.accountId}:stack/${StackName ?? '*'}/*`,
    },
  ];

/** The permission of a call that concerns no stack. */
export const onNothing = (name: string) => (): readonly Permission[] => [
  { action: `cloudformation:${name}`, resource: '*' },
];

/** A stack that was deleted: it is found by its id only. */
export interface GoneRow {
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly created: number;
  readonly deleted: number;
}

/** A stack by name or id. */
export function findStack(name: string, { db }: Cloud): StackRow | undefined {
  return db.get<StackRow>(
    'SELECT * FROM cloudformation_stacks WHERE name = ? OR id = ?',
    name,
    name,
  );
}

/** A deleted stack by its id. */
export function findGone(id: string, { db }: Cloud): GoneRow | undefined {
  return db.get<GoneRow>('SELECT * FROM cloudformation_gone WHERE id = ?', id);
}

/** A stack by name or id; @throws AwsError where there is none */
export function stackNamed(name: string, cloud: Cloud): StackRow {
  const row = findStack(name, cloud);
  if (!row) throw validationError(`Stack with id ${name} does not exist`);
  return row;
}

/** A stack as DescribeStacks tells it. */
export function asStack(row: StackRow, cloud: Cloud) {
  const given = givenTo(row.id, cloud);
  const template = JSON.parse(row.template) as Template;
  return {
    StackId: row.id,
    StackName: row.name,
    Description: template.Description,
    Parameters: parametersOf(template, given),
    CreationTime: new Date(row.created),
    LastUpdatedTime: row.status.startsWith('UPDATE') ? new Date(row.updated) : undefined,
    RollbackConfiguration: {},
    StackStatus: row.status,
    StackStatusReason: row.reason ?? undefined,
    DisableRollback: given.onFailure === 'DO_NOTHING',
    NotificationARNs: given.notificationArns,
    Capabilities: given.capabilities.length > 0 ? given.capabilities : undefined,
    Outputs: outputsOf(JSON.parse(row.outputs) as StackOutputs),
    RoleARN: given.roleArn,
    Tags: given.tags,
    EnableTerminationProtection: given.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A deleted stack as DescribeStacks tells it. */
export function asGoneStack(row: GoneRow, cloud: Cloud) {
  const status = { status: 'DELETE_COMPLETE', reason: null, outputs: '{}', updated: row.deleted };
  return { ...asStack({ ...row, ...status }, cloud), DeletionTime: new Date(row.deleted) };
}

/** A stack as ListStacks tells it. */
export function asSummary(row: StackRow) {
  return {
    StackId: row.id,
    StackName: row.name,
    TemplateDescription: (JSON.parse(row.template) as Template).Description,
    CreationTime: new Date(row.created),
    LastUpdatedTime: row.status.startsWith('UPDATE') ? new Date(row.updated) : undefined,
    StackStatus: row.status,
    StackStatusReason: row.reason ?? undefined,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** Parameters with the values that a deployment takes. */
export function parametersOf({ Parameters = {} }: Template, { parameters }: Given) {
  return Object.entries(Parameters).map(([ParameterKey, { Default, NoEcho }]) => ({
    ParameterKey,
    ParameterValue:
      String(NoEcho) === 'true' ? '****' : String(parameters[ParameterKey] ?? Default ?? ''),
  }));
}

function outputsOf(outputs: StackOutputs) {
  return Object.entries(outputs).map(([OutputKey, { value, description, export: ExportName }]) => ({
    OutputKey,
    OutputValue: value,
    Description: description,
    ExportName,
  }));
}
