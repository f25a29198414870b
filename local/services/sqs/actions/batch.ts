import { AwsError } from '../../../errors.ts';

/** An entry of a batch that failed. */
export interface FailedEntry {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: boolean;
}

/** Performs each entry by itself. Throws AWS's errors for empty, too long and repeated batches. */
export function inBatch<Entry extends { readonly Id: string }, Result extends object>(
  entries: readonly Entry[],
  perform: (entry: Entry) => Result,
): {
  readonly Successful: readonly (Result & { readonly Id: string })[];
  readonly Failed: readonly FailedEntry[];
} {
  check(entries);
  const Successful: (Result & { readonly Id: string })[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function check(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0)
    throw new AwsError(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set(entries.map(({ Id }) => Id));
  if (ids.size < entries.length)
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
}
