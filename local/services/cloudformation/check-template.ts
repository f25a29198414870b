import { LocalCloudError } from '../../errors.ts';
import { creationOrder, referencesOf } from '../../cloudformation/graph.ts';
import type { Template, TemplateResource } from '../../cloudformation/template.ts';
import { formatError, validationError } from './errors.ts';

/** Source: CloudFormation user guide, template anatomy. */
const SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Hooks',
  'Resources',
  'Outputs',
]);

/**
 * Refuses what is no template, in CloudFormation's words, before anything is made.
 *
 * @throws AwsError `ValidationError`
 */
export function checkTemplate(template: Template): void {
  for (const check of CHECKS) check(template);
}

const CHECKS: readonly ((template: Template) => void)[] = [
  checkSections,
  checkTransform,
  checkTypes,
  checkReferences,
  checkConditions,
  checkOrder,
];

function checkSections(template: Template): void {
  const strange = Object.keys(template).filter((name) => !SECTIONS.has(name));
  if (strange.length > 0)
    throw validationError(`Invalid template property or properties [${strange.join(', ')}]`);
  if (!isObject(template.Resources) || Object.keys(template.Resources).length === 0)
    throw formatError('At least one Resources member must be defined.');
}

function checkTransform(template: Template): void {
  if ('Transform' in template)
    throw validationError(
      'the local cloud does not offer transforms: send the template that they make',
    );
}

function checkTypes({ Resources, Parameters = {} }: Template): void {
  for (const [logicalId, resource] of Object.entries(Resources)) {
    if (!/^[A-Za-z0-9]+$/.test(logicalId))
      throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
    if (!isObject(resource) || typeof resource.Type !== 'string')
      throw formatError(
        `[/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
  }
  for (const parameter of Object.values(Parameters))
    if (!isObject(parameter) || typeof parameter.Type !== 'string')
      throw formatError('Every Parameters object must contain a Type member.');
  const unknown = Object.values(Resources)
    .map(({ Type }) => Type)
    .filter((type) => !/^(?:\w+::\w+::\w+(?:::MODULE)?|Custom::[\w@-]+)$/.test(type));
  if (unknown.length > 0)
    throw formatError(`Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`);
}

function checkReferences({ Resources, Parameters = {}, Outputs = {} }: Template): void {
  const known = (name: string) =>
    name in Resources || name in Parameters || name.startsWith('AWS::');
  for (const [block, values] of Object.entries({ Resources, Outputs })) {
    const unknown = Object.values(values)
      .flatMap((value) => [...referencesOf(value), ...dependsOn(value)])
      .filter((name) => !known(name));
    if (unknown.length > 0)
      throw formatError(
        `Unresolved resource dependencies [${[...new Set(unknown)].join(', ')}] in the ${block} block of the template`,
      );
  }
}

function dependsOn(value: object): readonly string[] {
  return 'DependsOn' in value ? [(value as TemplateResource).DependsOn ?? []].flat() : [];
}

function checkConditions({ Resources, Conditions = {}, Outputs = {} }: Template): void {
  for (const [block, values] of Object.entries({ Resources, Outputs }))
    for (const { Condition } of Object.values(values))
      if (Condition !== undefined && !(Condition in Conditions))
        throw formatError(
          `Unresolved condition dependency ${Condition} in the ${block} block of the template`,
        );
}

function checkOrder(template: Template): void {
  try {
    creationOrder(template);
  } catch (error) {
    if (!(error instanceof LocalCloudError)) throw error;
    const ring = error.message.slice(error.message.indexOf(': ') + 2).split(' -> ');
    throw validationError(
      `Circular dependency between resources: [${[...new Set(ring)].join(', ')}]`,
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
