import type { Cloud } from '../../kernel/index.ts';
import type { CheckedRequest, Item } from './dynalite.ts';
import { invalid } from './errors.ts';
import { positionOf } from './items.ts';
import { readPage } from './page.ts';
import type { Page } from './page.ts';
import {
  checkKeyPaths,
  checkSelect,
  checkStartPiece,
  checkTableKey,
  forEachKey,
  sourceOf,
} from './source.ts';
import type { Source } from './source.ts';

/** Slices of all partitions, by the first three digits of their hashes. */
const SLICES = 4096;

/** Scan: everything, or a segment of it, in the order of partitions. */
export function scan(request: CheckedRequest, cloud: Cloud): Page {
  const source = sourceOf(request, cloud);
  checkStart(source, request);
  const segment = segmentOf(request);
  checkSegment(source, segment, request);
  checkKeyPaths(source, request, '_projection');
  checkKeyPaths(source, request, '_filter');
  const bounds = {
    sql: [
      ...(segment.from === undefined ? [] : ['partition > ?']),
      ...(segment.to === undefined ? [] : ['partition < ?']),
    ],
    values: [segment.from, segment.to].filter((text) => text !== undefined),
    forward: true,
  };
  return readPage(source, bounds, request, cloud);
}

interface Segment {
  readonly from?: string;
  readonly to?: string;
}

function segmentOf(request: CheckedRequest): Segment {
  const [total, segment] = [Number(request.TotalSegments), Number(request.Segment)];
  if (!(total > 1)) return {};
  const digits = (slice: number) => slice.toString(16).padStart(3, '0');
  const from = segment > 0 ? digits(Math.ceil((SLICES * segment) / total)) : undefined;
  return { from, to: `${digits(Math.ceil((SLICES * (segment + 1)) / total) - 1)}~` };
}

function checkStart(source: Source, request: CheckedRequest): void {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (start && Object.keys(start).length !== source.startNames.length) {
    throw invalid(
      source.index
        ? 'The provided starting key is invalid'
        : 'The provided starting key is invalid: The provided key element does not match the schema',
    );
  }
  if (start && source.index)
    forEachKey(source, (name, type, isHash) => checkStartPiece(start, name, type, isHash));
  checkSelect(source, request);
  if (start) checkTableKey(source, start);
}

function checkSegment(source: Source, { from, to }: Segment, request: CheckedRequest): void {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (!start || to === undefined) return;
  const { partition } = positionOf(start, source.table, source.schema)!;
  if (!(from !== undefined && partition < from) && partition <= to) return;
  throw invalid(
    `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${String(request.TotalSegments)} Segment: ${String(request.Segment)}`,
  );
}
