declare module 'asl-validator' {
  /** What is wrong with a definition. */
  interface Verdict {
    readonly isValid: boolean;
    readonly errors: readonly unknown[];
  }

  function validate(definition: object, options?: { readonly checkArn?: boolean }): Verdict;
  export = validate;
}
