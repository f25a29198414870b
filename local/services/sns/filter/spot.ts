import type { AwsError } from '../../../errors.ts';
import { invalidAttribute } from '../errors.ts';

/** A value of a filter policy. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of a filter policy. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The refusal of a filter policy. */
export function refused(reason: string): AwsError {
  return invalidAttribute(`FilterPolicy: ${reason}`);
}

/**
 * A value and where it stands. AWS writes a policy anew, without blanks, before it reads it, and
 * names the column after the token that it read last: of a text, after its first quote.
 */
export class Spot {
  private constructor(
    public readonly value: Json,
    private readonly text: string,
    private readonly at: number,
  ) {}

  /** The policy itself. Throws AWS's words for a text that is no JSON. */
  public static of(text: string): Spot {
    try {
      const value = JSON.parse(text) as Json;
      return new Spot(value, JSON.stringify(value), 0);
    } catch {
      throw parseError(text);
    }
  }

  /** Members of an object. */
  public members(): readonly (readonly [string, Spot])[] {
    let at = this.at + 1;
    return Object.entries(this.value as JsonObject).map(([name, value]) => {
      const start = at + JSON.stringify(name).length + 1;
      at = start + JSON.stringify(value).length + 1;
      return [name, new Spot(value, this.text, start)];
    });
  }

  /** Elements of an array. */
  public items(): readonly Spot[] {
    let at = this.at + 1;
    return (this.value as readonly Json[]).map((value) => {
      const start = at;
      at = start + JSON.stringify(value).length + 1;
      return new Spot(value, this.text, start);
    });
  }

  /** True for arrays. */
  public get isArray(): boolean {
    return Array.isArray(this.value);
  }

  /** True for objects. */
  public get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !this.isArray;
  }

  /** A refusal right after the value's first token; of something empty, after its end. */
  public refuse(reason: string): AwsError {
    const whole = JSON.stringify(this.value).length;
    const opens = typeof this.value === 'string' || this.isArray || this.isObject;
    return this.refuseAt(reason, opens ? 1 : whole);
  }

  /** A refusal after the whole value. */
  public refuseAfter(reason: string): AwsError {
    return this.refuseAt(reason, JSON.stringify(this.value).length);
  }

  private refuseAt(reason: string, read: number): AwsError {
    return refused(
      `${reason}\n at [Source: (String)"${this.text}"; line: 1, column: ${this.at + read + 1}]`,
    );
  }
}

function parseError(text: string): AwsError {
  const [blank = '', token = ''] = /^(\s*)([\w$]*)/.exec(text)?.slice(1) ?? [];
  const what = token
    ? `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
    : 'Unexpected end-of-input';
  return refused(
    `failed to parse JSON. ${what}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${blank.length + token.length + 1}]`,
  );
}
