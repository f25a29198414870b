import type { Template } from './template.ts';

/** A stack as it is to be: from a cloud assembly, or from a call of CloudFormation's API. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Folders and files of its assets by their object key in the assets' bucket. */
  readonly assets: ReadonlyMap<string, string>;
  /** Values for the template's parameters, as text. @default - the template's own */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** An output of a stack. */
export interface StackOutput {
  readonly value: string;
  readonly export?: string;
  readonly description?: string;
}

/** Outputs of a stack by name. */
export type StackOutputs = Readonly<Record<string, StackOutput>>;
