import { validationException } from './errors.ts';

/** What lists can be filtered and sorted by. */
export interface ListRequest {
  readonly NameContains?: string;
  readonly StatusEquals?: string;
  readonly CreationTimeAfter?: Date;
  readonly CreationTimeBefore?: Date;
  readonly LastModifiedTimeAfter?: Date;
  readonly LastModifiedTimeBefore?: Date;
  readonly SortBy?: string;
  readonly SortOrder?: 'Ascending' | 'Descending';
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** What is known of everything that is listed. */
export interface Listed {
  readonly name: string;
  readonly status?: string;
  readonly created: number;
  readonly modified?: number;
}

/** Throws unless the status that is asked for is one of those there are. */
export function checkStatus({ StatusEquals }: ListRequest, statuses: readonly string[]): void {
  if (StatusEquals === undefined || statuses.includes(StatusEquals)) return;
  throw validationException(
    `1 validation error detected: Value '${StatusEquals}' at 'statusEquals' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${statuses.join(', ')}]`,
  );
}

/** Statuses of jobs. */
export const JOB_STATUSES = ['Completed', 'InProgress', 'Stopping', 'Stopped', 'Failed'];

/** Statuses of endpoints. */
export const ENDPOINT_STATUSES = [
  'OutOfService',
  'Creating',
  'Updating',
  'SystemUpdating',
  'RollingBack',
  'InService',
  'Deleting',
  'Failed',
  'UpdateRollbackFailed',
];

/**
 * A page of what fits the request. Sorted by creation, the latest first, unless the request says
 * otherwise.
 */
export function listPage<Row extends Listed>(
  rows: readonly Row[],
  request: ListRequest,
): { rows: Row[]; NextToken?: string } {
  const fitting = rows.filter((row) => fits(row, request)).sort(order(request));
  const from = request.NextToken === undefined ? 0 : offsetOf(request.NextToken);
  const size = request.MaxResults ?? 10;
  const page = fitting.slice(from, from + size);
  return from + size < fitting.length
    ? { rows: page, NextToken: tokenFor(from + size) }
    : { rows: page };
}

function fits(row: Listed, request: ListRequest): boolean {
  const modified = row.modified ?? row.created;
  return (
    (request.NameContains === undefined || row.name.includes(request.NameContains)) &&
    (request.StatusEquals === undefined || row.status === request.StatusEquals) &&
    within(row.created, request.CreationTimeAfter, request.CreationTimeBefore) &&
    within(modified, request.LastModifiedTimeAfter, request.LastModifiedTimeBefore)
  );
}

function within(moment: number, after: Date | undefined, before: Date | undefined): boolean {
  return (
    (after === undefined || moment > after.getTime()) &&
    (before === undefined || moment < before.getTime())
  );
}

function order({ SortBy = 'CreationTime', SortOrder = 'Descending' }: ListRequest) {
  const sign = SortOrder === 'Ascending' ? 1 : -1;
  const key = ({ name, status = '', created, modified = created }: Listed): string | number => {
    if (SortBy === 'Name') return name;
    if (SortBy === 'Status') return status;
    return SortBy === 'LastModifiedTime' ? modified : created;
  };
  return (a: Listed, b: Listed) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) return left < right ? -sign : sign;
    return 0;
  };
}

function tokenFor(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64');
}

function offsetOf(token: string): number {
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset === undefined) throw validationException('Invalid pagination token because "{0}".');
  return Number(offset);
}
