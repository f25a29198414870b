import type { Cloud } from '../../kernel/index.ts';

/**
 * The metric part of an EMF document. Source: CloudWatch user guide, embedded metric format
 * specification.
 */
interface EmfDirective {
  readonly Namespace: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly EmfMetric[];
}

interface EmfMetric {
  readonly Name: string;
  readonly Unit?: string;
  readonly StorageResolution?: number;
}

interface EmfDocument {
  readonly _aws?: {
    readonly Timestamp?: number;
    readonly CloudWatchMetrics?: readonly EmfDirective[];
  };
  readonly [member: string]: unknown;
}

/** Values that a metric may have in one document. */
const MAX_VALUES = 100;

/** Turns a log line in embedded metric format into data points; other lines are left alone. */
export function extractMetrics(line: string, cloud: Cloud): void {
  if (!line.includes('"CloudWatchMetrics"')) return;
  const document = parse(line);
  const directives = document?._aws?.CloudWatchMetrics;
  if (!document || !Array.isArray(directives)) return;
  for (const directive of directives as readonly EmfDirective[])
    for (const metric of directive.Metrics ?? []) publish(directive, metric, document, cloud);
}

function parse(line: string): EmfDocument | undefined {
  try {
    const document = JSON.parse(line) as EmfDocument | null;
    return typeof document === 'object' && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

function publish(
  { Namespace: namespace, Dimensions = [] }: EmfDirective,
  { Name: name, Unit: unit, StorageResolution }: EmfMetric,
  document: EmfDocument,
  cloud: Cloud,
): void {
  const values = [document[name]].flat().filter(isNumber).slice(0, MAX_VALUES);
  // A function's own clock is the machine's: on a virtual clock it says nothing.
  const time = cloud.world.mode === 'real' ? document._aws?.Timestamp : undefined;
  const resolution = StorageResolution === 1 ? 1 : 60;
  const datum = { namespace, name, unit, time, resolution } as const;
  for (const names of Dimensions.length > 0 ? Dimensions : [[]]) {
    const dimensions = dimensionsIn(names, document);
    if (!dimensions) continue;
    for (const value of values) cloud.telemetry.metric({ ...datum, dimensions, value });
  }
}

/** The dimensions of a set; a set whose members are not all there is none. */
function dimensionsIn(
  names: readonly string[],
  document: EmfDocument,
): Readonly<Record<string, string>> | undefined {
  const entries = names.map((name) => [name, document[name]] as const);
  const isThere = ([, value]: readonly [string, unknown]) =>
    ['string', 'number', 'boolean'].includes(typeof value);
  if (!entries.every(isThere)) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
