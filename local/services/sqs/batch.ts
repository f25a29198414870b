import { AwsError } from '../../errors.ts';

/** An entry of a batch that failed. */
export interface FailedEntry {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: boolean;
}

/** Performs each entry by itself. Throws AWS's errors for empty, too long and repeated batches. */
export function inBatch<Entry extends { readonly Id: string }, Result extends object>(
  entries: readonly Entry[] | undefined,
  kind: string,
  perform: (entry: Entry) => Result,
): {
  readonly Successful?: readonly (Result & { readonly Id: string })[];
  readonly Failed?: readonly FailedEntry[];
} {
  checkBatch(entries ?? [], kind);
  const successful: (Result & { readonly Id: string })[] = [];
  const failed: FailedEntry[] = [];
  for (const entry of entries ?? []) {
    try {
      successful.push({ Id: entry.Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push(asFailure(entry.Id, error));
    }
  }
  return {
    Successful: successful.length > 0 ? successful : undefined,
    Failed: failed.length > 0 ? failed : undefined,
  };
}

function asFailure(Id: string, error: AwsError): FailedEntry {
  return {
    Id,
    Code: error.queryCode ?? error.code,
    Message: error.message,
    SenderFault: true,
  };
}

function checkBatch(entries: readonly { readonly Id: string }[], kind: string): void {
  if (entries.length === 0) {
    throw new AwsError(
      'EmptyBatchRequest',
      `There should be at least one ${kind}RequestEntry in the request.`,
    );
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (!entries.every(({ Id }) => /^[A-Za-z0-9_-]{1,80}$/.test(Id))) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const ids = entries.map(({ Id }) => Id);
  const repeated = ids.find((id, index) => ids.indexOf(id) < index);
  if (repeated !== undefined)
    throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
}
