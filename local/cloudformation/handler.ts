import type { Cloud, Principal } from '../kernel/index.ts';

/** Properties of a resource, all intrinsic functions resolved. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a handler knows besides the properties. */
export interface HandlerContext {
  readonly cloud: Cloud;
  /** Who makes the resource. */
  readonly principal: Principal;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** Folders of assets by object key. */
  readonly assets: ReadonlyMap<string, string>;
  /** Calls an API action as the one who makes the resource. */
  call<Output = Record<string, unknown>>(
    service: string,
    action: string,
    input: object,
  ): Promise<Output>;
  /** A name made of stack, logical id and chance, as CloudFormation makes it. */
  physicalName(maxLength?: number): string;
}

/** A resource as it is now. */
export interface Made {
  /** What `Ref` gives, and by what it is found again. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** How one resource type is made, changed and removed. */
export interface ResourceHandler {
  readonly type: string;
  /** Properties that have an effect here. */
  readonly properties: readonly string[];
  /**
   * Properties that can have none on a laptop, with the reason. Every other property stops the
   * deployment.
   */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  create(properties: Properties, context: HandlerContext): Promise<Made>;
  /** @default - the resource is replaced: made anew, then the old one removed */
  update?(
    made: Made,
    properties: Properties,
    before: Properties,
    context: HandlerContext,
  ): Promise<Made>;
  remove(made: Made, properties: Properties, context: HandlerContext): Promise<void>;
}
