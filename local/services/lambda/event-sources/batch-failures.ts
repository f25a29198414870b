/**
 * Which items of a batch a function reports as failed. An answer that makes no sense, or names items
 * that were not in the batch, fails the whole. Source: Lambda developer guide, services-sqs-errorhandling.
 */
export function failedItems(payload: string, ids: readonly string[]): ReadonlySet<string> {
  const everything = new Set(ids);
  const answer = parsed(payload);
  if (answer === null || answer === undefined) return new Set();
  if (typeof answer !== 'object') return everything;
  const failures = (answer as { readonly batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return everything;
  const named = failures.map(
    (failure: unknown) => (failure as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const known = named.filter((id): id is string => typeof id === 'string' && everything.has(id));
  return known.length === named.length ? new Set(known) : everything;
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
