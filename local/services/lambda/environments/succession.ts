/** How many functions are expected after one. */
const LOOKAHEAD = 2;

/**
 * Remembers which function needed a new environment after which, so that the next ones can start
 * before they are asked. AWS does so for functions without provisioned concurrency: it
 * "occasionally pre-initializes execution environments to reduce the number of cold start
 * invocations" (Lambda developer guide, lambda-runtime-environment).
 */
export class Succession {
  private last: string | undefined;
  private readonly followers = new Map<string, string>();

  /** Notes a function whose new environment gets its first event. */
  public note(arn: string): void {
    if (this.last !== undefined) this.followers.set(this.last, arn);
    this.last = arn;
  }

  /** The functions that came next when this one started last, the nearest first. */
  public after(arn: string): readonly string[] {
    const expected: string[] = [];
    let next = this.followers.get(arn);
    while (next !== undefined && next !== arn && expected.length < LOOKAHEAD) {
      expected.push(next);
      next = this.followers.get(next);
    }
    return [...new Set(expected)];
  }
}
