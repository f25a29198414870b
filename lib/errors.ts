import type { IConstruct } from 'constructs';

/** What can be wrong with the way constructs are put together: each code and what it means. */
export const configurationErrors = {
  UnknownImage: "the region has no image of the algorithm's version, and none was given",
  UnknownFunction: 'a function has no handler in this package',
  AmbiguousColumn: 'two columns of a contract are one in a table, which knows no capitals',
  InvalidProperty: 'a value is outside of what AWS takes',
} as const satisfies Readonly<Record<string, string>>;
/** Code of an error. */
export type ConfigurationCode = keyof typeof configurationErrors;

/** Something that the author of an app has to change before it can be synthesized. */
export class ConfigurationError extends Error {
  constructor(
    public readonly code: ConfigurationCode,
    message: string,
    scope?: IConstruct,
  ) {
    super(scope ? `${message} (at '${scope.node.path}')` : message);
    this.name = code;
  }
}
