/** A query string has text where a number is wanted. */
export class NotANumber extends Error {
  constructor(
    public readonly parameter: string,
    public readonly value: string,
  ) {
    super(`'${value}' of '${parameter}' is no number`);
  }
}
