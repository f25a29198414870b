/** Functions that answer what a case says, and tell what they were asked. */
import { playedLambda } from '../../../local/services/states/support.ts';
import type { Service } from '../../../../local/kernel/index.ts';
import type { Answer } from './documented-case.ts';

/** One call of a function. */
export interface FunctionCall {
  readonly name: string;
  readonly input: unknown;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The functions of the case that runs. */
export class PlayedFunctions {
  public readonly service: Service;
  public calls: FunctionCall[] = [];
  private answers: Readonly<Record<string, readonly Answer[]>> = {};

  constructor(now: () => number) {
    this.service = playedLambda((event, arn) => this.answer(arn.split(':').at(-1)!, event, now()));
  }

  /** Tokens that functions were given, in order. */
  public get tokens(): readonly string[] {
    return this.calls.flatMap(({ input }) =>
      typeof input === 'object' && input !== null && 'token' in input ? [String(input.token)] : [],
    );
  }

  /** Begins another case. */
  public begin(answers: Readonly<Record<string, readonly Answer[]>>): void {
    this.calls = [];
    this.answers = answers;
  }

  private answer(name: string, input: unknown, at: number): unknown {
    const before = this.calls.filter((call) => call.name === name).length;
    this.calls.push({ name, input, at });
    const answers = this.answers[name] ?? [{ output: null }];
    const answer = answers[Math.min(before, answers.length - 1)]!;
    if ('output' in answer) return answer.output;
    throw Object.assign(new Error(`${answer.error} happened`), { name: answer.error });
  }
}
