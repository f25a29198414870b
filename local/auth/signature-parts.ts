const HEADER_PARTS = ['Credential', 'Signature', 'SignedHeaders'];

const QUERY_PARTS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
];

/**
 * What an Authorization header of Signature Version 4 lacks, in AWS's words; undefined where
 * nothing is missing. Source: answers of AWS that dynalite records.
 */
export function missingInHeader(
  authorization: string,
  timestamp: string | undefined,
): string | undefined {
  const pairs = authorization.split(/[, ]+/).slice(1);
  const given = new Map(pairs.map((pair) => pair.split('=') as [string, string | undefined]));
  const missing = HEADER_PARTS.filter((part) => !given.get(part)).map(
    (part) => `Authorization header requires '${part}' parameter. `,
  );
  if (!timestamp)
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  return missing.length > 0 ? `${missing.join('')}Authorization=${authorization}` : undefined;
}

/** The same of the query of a request that is signed there. */
export function missingInQuery(query: ReadonlyMap<string, string>): string | undefined {
  const missing = QUERY_PARTS.filter((part) => !query.get(part)).map(
    (part) => `AWS query-string parameters must include '${part}'. `,
  );
  return missing.length > 0
    ? `${missing.join('')}Re-examine the query-string parameters.`
    : undefined;
}
