import type * as z from 'zod';

/** What a function takes, gives and needs to know: the only thing that the outside may import of it. */
export interface HandlerContract<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Environment extends z.ZodObject = z.ZodObject,
> {
  /** What the function is called with; unknown members are dropped, wrong ones refused. */
  readonly input: Input;
  /** What the function answers. */
  readonly output: Output;
  /** Environment variables it reads. */
  readonly env: Environment;
}

/** The environment that a construct has to give a function: a missing variable is a compile error there. */
export type EnvironmentOf<Contract extends HandlerContract> = z.input<Contract['env']>;

/** Declares a contract with its types kept exact. */
export function defineContract<I extends z.ZodType, O extends z.ZodType, E extends z.ZodObject>(
  contract: HandlerContract<I, O, E>,
): HandlerContract<I, O, E> {
  return contract;
}
