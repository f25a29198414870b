import { DomainError } from '../../../domain/errors.ts';

/** The code and message of the error that something throws; fails when it throws none of ours. */
export function errorOf(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new TypeError('nothing was thrown');
}
