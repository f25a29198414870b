import { Logger } from '@aws-lambda-powertools/logger';
import { DomainError } from '../../domain/errors.ts';
import { LambdaError } from '../errors.ts';
import { systemClock } from './system-clock.ts';
import { traced } from './tracing.ts';
import type * as z from 'zod';
import type { HandlerContract } from '../../domain/handler-contract.ts';
import type { Clock } from '../../domain/ports.ts';

/** What every function has besides its own ports. */
export interface Surroundings<Environment> {
  readonly env: Environment;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A function of ours: knows its input, its ports and its surroundings; answers its output. */
export type Body<I extends z.ZodType, O extends z.ZodType, E extends z.ZodObject, Ports> = (
  input: z.output<I>, ports: Ports & Surroundings<z.output<E>>,
) => Promise<z.input<O>>;

/** What Lambda calls. */
export type Handler<I extends z.ZodType, O extends z.ZodType> = (
  event: z.input<I>,
) => Promise<z.output<O>>;

/**
 * Makes a Lambda handler of a contract, its ports and its body. Environment and ports are made at
 * the first call and kept; input and output are parsed by the contract; errors are logged with
 * their code, and thrown with the code as their name, so that a state machine can catch by it.
 *
 * @param ports makes what the body needs of the environment; clients live as long as the execution
 * environment
 */
export function serve<I extends z.ZodType, O extends z.ZodType, E extends z.ZodObject, Ports extends object>(
  contract: HandlerContract<I, O, E>, ports: (env: z.output<E>) => Ports, body: Body<I, O, E, Ports>,
): Handler<I, O> {
  const log = new Logger();
  let ready: (Ports & Surroundings<z.output<E>>) | undefined;
  return async (event) => {
    try {
      if (ready === undefined) {
        const env = parse(contract.env, process.env, 'InvalidEnvironment');
        ready = { ...ports(env), env, clock: systemClock, log };
      }
      const made = ready;
      const input = parse(contract.input, event, 'InvalidInput');
      const output = await traced(() => body(input, made));
      return parse(contract.output, output, 'InvalidOutput');
    } catch (error) {
      throw named(error, log);
    }
  };
}

function parse<T extends z.ZodType>(
  schema: T, value: unknown, code: 'InvalidEnvironment' | 'InvalidInput' | 'InvalidOutput',
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(all)'}: ${message}`).join('; ');
  throw new LambdaError(code, wrong, { cause: parsed.error });
}

function named(error: unknown, log: Logger): unknown {
  if (error instanceof DomainError || error instanceof LambdaError) error.name = error.code;
  log.error('the call failed', error instanceof Error ? error : String(error));
  return error;
}
