import { LocalCloudError } from '../errors.ts';
import type { Template } from './template.ts';

/** A resource that is there: what `Ref` and `Fn::GetAtt` give. */
export interface KnownResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What intrinsic functions can refer to. */
export interface Scope {
  readonly template: Template;
  readonly pseudo: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resources: ReadonlyMap<string, KnownResource>;
  /** Exported values of other stacks. */
  readonly exports: (name: string) => string | undefined;
  /** Values of SSM parameters, for `{{resolve:ssm:name}}`. */
  readonly ssm: (name: string) => string | undefined;
}

/** Stands for a property that is to be left out. */
const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** One function per intrinsic. Source: CloudFormation user guide, intrinsic function reference. */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => ref(String(name), scope),
  'Fn::GetAtt': (argument, scope) => {
    const [name, attribute] =
      typeof argument === 'string'
        ? splitOnce(argument)
        : (resolve(argument, scope) as [string, string]);
    return attributeOf(name, attribute, scope);
  },
  'Fn::Join': (argument, scope) => {
    const [separator, values] = argument as [string, unknown];
    return (resolve(values, scope) as unknown[]).join(separator);
  },
  'Fn::Sub': sub,
  'Fn::Select': (argument, scope) => {
    const [index, values] = resolve(argument, scope) as [number | string, unknown[]];
    return values[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = resolve(argument, scope) as [string, string];
    return text.split(separator);
  },
  'Fn::If': (argument, scope) => {
    const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    return resolve(conditionHolds(condition, scope) ? whenTrue : whenFalse, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = resolve(argument, scope) as [string, string, string];
    const value = scope.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined)
      throw failure(`the mapping '${map}' has no entry '${first}' / '${second}'`);
    return value;
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(String(resolve(argument, scope))).toString('base64'),
  'Fn::ImportValue': (argument, scope) => {
    const name = String(resolve(argument, scope));
    const value = scope.exports(name);
    if (value === undefined) throw failure(`no stack exports '${name}'`);
    return value;
  },
};

/**
 * Replaces all intrinsic functions in a value. Throws `UnresolvedReference` for what is not there.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return dynamicReferences(value, scope);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[name];
    if (!intrinsic)
      throw failure(`the local cloud does not offer the intrinsic function '${name}'`);
    return intrinsic(argument, scope);
  }
  return Object.fromEntries(
    entries
      .map(([key, member]) => [key, resolve(member, scope)] as const)
      .filter(([, member]) => member !== NO_VALUE),
  );
}

/** Does a condition of the template hold? */
export function conditionHolds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw failure(`the template has no condition '${name}'`);
  return evaluate(condition, scope);
}

function evaluate(condition: unknown, scope: Scope): boolean {
  const [name, argument] = Object.entries(condition as Record<string, unknown>)[0]!;
  const parts = argument as unknown[];
  switch (name) {
    case 'Condition':
      return conditionHolds(String(argument), scope);
    case 'Fn::Equals':
      return JSON.stringify(resolve(parts[0], scope)) === JSON.stringify(resolve(parts[1], scope));
    case 'Fn::And':
      return parts.every((part) => evaluate(part, scope));
    case 'Fn::Or':
      return parts.some((part) => evaluate(part, scope));
    case 'Fn::Not':
      return !evaluate(parts[0], scope);
    default:
      throw failure(`the local cloud does not offer the condition '${name}'`);
  }
}

function ref(name: string, { pseudo, parameters, resources }: Scope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (name in pseudo) return pseudo[name];
  if (name in parameters) return parameters[name];
  const resource = resources.get(name);
  if (!resource) throw failure(`'${name}' is neither a parameter nor a resource that is there`);
  return resource.ref;
}

function attributeOf(name: string, attribute: string, { resources }: Scope): unknown {
  const resource = resources.get(name);
  if (!resource) throw failure(`'${name}' is no resource that is there`);
  const value = resource.attributes[attribute];
  if (value === undefined)
    throw failure(
      `the local cloud knows no attribute '${attribute}' of '${name}', it knows: ${Object.keys(resource.attributes).join(', ')}`,
    );
  return value;
}

function sub(argument: unknown, scope: Scope): string {
  const [text, own] = Array.isArray(argument)
    ? [String(argument[0]), resolve(argument[1], scope) as Record<string, unknown>]
    : [String(argument), {}];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return String((own as Record<string, unknown>)[name]);
    return String(name.includes('.') ? attributeOf(...splitOnce(name), scope) : ref(name, scope));
  });
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('.');
  return [text.slice(0, at), text.slice(at + 1)];
}

function dynamicReferences(text: string, scope: Scope): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:ssm:([^}:]+)(?::\d+)?\}\}/g, (_, name: string) => {
    const value = scope.ssm(name);
    if (value === undefined) throw failure(`there is no SSM parameter '${name}'`);
    return value;
  });
}

function failure(message: string): LocalCloudError {
  return new LocalCloudError('UnresolvedReference', message);
}
