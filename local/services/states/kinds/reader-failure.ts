import { StateFailure } from '../language/failure.ts';

/** What an ItemReader reports when it cannot make items of what it read. */
export function readerFailed(cause: string): StateFailure {
  return new StateFailure({ error: 'States.ItemReaderFailed', cause });
}
