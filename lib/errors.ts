import type { IConstruct } from 'constructs';

/** What can be wrong with the way constructs are put together, by code. */
export type ConfigurationCode =
  /** A pipeline's folder has no definition, or two definitions share a name. */
  | 'AmbiguousModel'
  /** The region has no image of the algorithm's version, and none was given. */
  | 'UnknownImage'
  /** A function has no handler in this package. */
  | 'UnknownFunction'
  /** A value is outside of what AWS takes. */
  | 'InvalidProperty';

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
