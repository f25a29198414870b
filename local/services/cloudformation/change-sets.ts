import { referencesOf } from '../../cloudformation/graph.ts';
import { isReplaced } from '../../cloudformation/replacing.ts';
import { handlerOf } from '../../cloudformation/resources/index.ts';
import { StackStore } from '../../cloudformation/stack-store.ts';
import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { Template, TemplateResource } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import type { Deployment } from './body.ts';
import { givenTo } from './given.ts';
import { stackNamed } from './stacks.ts';

/** A change of one resource, as DescribeChangeSet tells it. */
export interface ResourceChange {
  readonly Action: 'Add' | 'Modify' | 'Remove';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly Replacement?: 'True' | 'False' | 'Conditional';
  readonly Scope: readonly string[];
  readonly Details: readonly object[];
}

/** A row of the change sets' table. */
export interface ChangeSetRow {
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  readonly status: string;
  readonly execution: string;
  readonly reason: string | null;
  /** JSON of what it was made of. */
  readonly input: string;
  /** JSON of the changes. */
  readonly changes: string;
  readonly created: number;
}

/** What a change set was made of. */
export interface ChangeSetInput extends Deployment {
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
}

/** Which change set is meant: by id, or by name and stack. */
export interface NamedChangeSet {
  readonly ChangeSetName: string;
  readonly StackName?: string;
}

/** Why a change set without changes fails. `aws cloudformation deploy` and the CDK look for it. */
export const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** A change set; undefined: there is none of that name. */
export function findChangeSet(
  { ChangeSetName, StackName }: NamedChangeSet,
  cloud: Cloud,
): ChangeSetRow | undefined {
  if (ChangeSetName.startsWith('arn:'))
    return cloud.db.get<ChangeSetRow>(
      'SELECT * FROM cloudformation_change_sets WHERE id = ?',
      ChangeSetName,
    );
  return cloud.db.get<ChangeSetRow>(
    'SELECT * FROM cloudformation_change_sets WHERE name = ? AND stack = ?',
    ChangeSetName,
    stackNamed(StackName ?? '', cloud).id,
  );
}

/** @throws AwsError `ChangeSetNotFoundException` (the older clients' `ChangeSetNotFound`) */
export function changeSetNamed(named: NamedChangeSet, cloud: Cloud): ChangeSetRow {
  const row = findChangeSet(named, cloud);
  if (row) return row;
  const message = `ChangeSet [${named.ChangeSetName}] does not exist`;
  throw new AwsError('ChangeSetNotFoundException', message, {
    status: 404,
    queryCode: 'ChangeSetNotFound',
  });
}

/** What a deployment would add, change and remove. */
export function changesOf(
  row: StackRow,
  next: Deployment,
  cloud: Cloud,
): readonly ResourceChange[] {
  const made = new StackStore(cloud).resources(row.name);
  const past = JSON.parse(row.template) as Template;
  const altered = alteredParameters(row, next, cloud);
  const wanted = Object.entries(next.template.Resources).flatMap(([logicalId, resource]) => {
    const known = made.get(logicalId);
    if (!known) return [change('Add', logicalId, resource.Type)];
    const before = past.Resources[logicalId];
    if (before && same(before, resource) && !mentions(resource, altered)) return [];
    return [modify(logicalId, resource, known.made.ref, before)];
  });
  const unwanted = [...made]
    .filter(([logicalId]) => !(logicalId in next.template.Resources))
    .map(
      ([
        logicalId,
        {
          type,
          made: { ref },
        },
      ]) => ({
        ...change('Remove', logicalId, type),
        PhysicalResourceId: ref,
      }),
    );
  return [...wanted, ...unwanted];
}

/** Whether a deployment leaves a stack as it is. */
export function changesNothing(row: StackRow, next: Deployment, cloud: Cloud): boolean {
  const past = givenTo(row.id, cloud);
  return (
    same(JSON.parse(row.template), next.template) &&
    alteredParameters(row, next, cloud).size === 0 &&
    same(past.tags, next.given.tags) &&
    past.roleArn === next.given.roleArn
  );
}

function change(action: ResourceChange['Action'], logicalId: string, type: string): ResourceChange {
  return {
    Action: action,
    LogicalResourceId: logicalId,
    ResourceType: type,
    Scope: [],
    Details: [],
  };
}

function modify(
  logicalId: string,
  resource: TemplateResource,
  PhysicalResourceId: string,
  before: TemplateResource | undefined,
): ResourceChange {
  const properties = { ...before?.Properties, ...resource.Properties };
  const names = Object.keys(properties).filter(
    (name) => !same(before?.Properties?.[name], resource.Properties?.[name]),
  );
  const handler = handlerOf(resource.Type);
  const isKept =
    handler !== undefined &&
    !isReplaced(handler, before?.Properties ?? {}, resource.Properties ?? {});
  const recreation = isKept ? 'Never' : 'Always';
  return {
    ...change('Modify', logicalId, resource.Type),
    PhysicalResourceId,
    Replacement: isKept ? 'False' : 'True',
    Scope: ['Properties'],
    Details: names.map((Name) => ({
      Target: { Attribute: 'Properties', Name, RequiresRecreation: recreation },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}

function alteredParameters(row: StackRow, next: Deployment, cloud: Cloud): ReadonlySet<string> {
  const past = givenTo(row.id, cloud).parameters;
  const { Parameters: before = {} } = JSON.parse(row.template) as Template;
  return new Set(
    Object.entries(next.template.Parameters ?? {})
      .filter(
        ([name, { Default }]) =>
          String(past[name] ?? before[name]?.Default) !==
          String(next.given.parameters[name] ?? Default),
      )
      .map(([name]) => name),
  );
}

function mentions(resource: TemplateResource, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return [...referencesOf(resource)].some((name) => names.has(name));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
