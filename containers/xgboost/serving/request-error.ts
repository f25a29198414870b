/** A request that is answered with a status other than 200 and the reason. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(readonly status: number, message: string) {
    super(message);
  }
}
