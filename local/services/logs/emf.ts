import type { Cloud, MetricDatum } from '../../kernel/index.ts';

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

/** The data points of a log line in embedded metric format; other lines have none. */
export function metricsIn(line: string, cloud: Cloud): readonly MetricDatum[] {
  if (!line.includes('"CloudWatchMetrics"')) return [];
  const document = parse(line);
  const directives = document?._aws?.CloudWatchMetrics;
  if (!document || !Array.isArray(directives)) return [];
  return (directives as readonly EmfDirective[]).flatMap((directive) =>
    (directive.Metrics ?? []).flatMap((metric) => dataOf(directive, metric, document, cloud)),
  );
}

function parse(line: string): EmfDocument | undefined {
  try {
    const document = JSON.parse(line) as EmfDocument | null;
    return typeof document === 'object' && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

function dataOf(
  { Namespace: namespace, Dimensions = [] }: EmfDirective,
  { Name: name, Unit: unit, StorageResolution }: EmfMetric,
  document: EmfDocument,
  cloud: Cloud,
): readonly MetricDatum[] {
  const values = [document[name]].flat().filter(isNumber).slice(0, MAX_VALUES);
  // A function's own clock may be the machine's: where the cloud's shows another time it says nothing.
  const time = cloud.world.isTime ? document._aws?.Timestamp : undefined;
  const resolution = StorageResolution === 1 ? 1 : 60;
  const datum = { namespace, name, unit, time, resolution } as const;
  return (Dimensions.length > 0 ? Dimensions : [[]]).flatMap((names) => {
    const dimensions = dimensionsIn(names, document);
    return dimensions ? values.map((value) => ({ ...datum, dimensions, value })) : [];
  });
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
