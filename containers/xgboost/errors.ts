/**
 * Who is to blame, in the words of the container: the user, the algorithm, the platform, or Python
 * itself.
 */
export type ContainerErrorType =
  | 'UserError' | 'AlgorithmError' | 'PlatformError' | 'KeyError' | 'NameError' | 'SyntaxError';

/** An error as the container reports it; the text goes to the failure file word for word. */
export class ContainerError extends Error {
  override readonly name = 'ContainerError';

  constructor(readonly type: ContainerErrorType, message: string) {
    super(message);
  }
}

/** A mistake of the user, with the kind of Python exception behind it, if one was. */
export function userError(message: string, causedBy?: string): ContainerError {
  return new ContainerError('UserError', withCause(message, causedBy));
}

/** A failure the container did not expect. */
export function algorithmError(message: string, causedBy?: string): ContainerError {
  return new ContainerError('AlgorithmError', withCause(message, causedBy));
}

function withCause(message: string, causedBy: string | undefined): string {
  return causedBy === undefined ? message : `${message} (caused by ${causedBy})`;
}
