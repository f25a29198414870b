import type { Properties } from '../handler.ts';

/** A property that has to be text. */
export function text(properties: Properties, name: string): string {
  return String(properties[name]);
}

/** A property that may be absent. */
export function optional<T>(properties: Properties, name: string): T | undefined {
  // The template's schema is CloudFormation's own; what a handler reads is what that schema says.
  return properties[name] as T | undefined;
}

/** Numbers may come as text in templates. */
export function number(properties: Properties, name: string): number | undefined {
  return properties[name] === undefined ? undefined : Number(properties[name]);
}

/** Booleans may come as text in templates. */
export function flag(properties: Properties, name: string): boolean | undefined {
  return properties[name] === undefined ? undefined : String(properties[name]) === 'true';
}

/** JSON text of a policy document, which templates write as an object or as text. */
export function policyText(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** Tags of CloudFormation as a plain object. */
export function tagObject(properties: Properties): Readonly<Record<string, string>> {
  const tags = (properties.Tags ?? []) as readonly {
    readonly Key: string;
    readonly Value: string;
  }[];
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** The last part of an ARN. */
export function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}
