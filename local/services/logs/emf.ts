import type { Cloud } from '../../kernel/index.ts';

/**
 * The metric part of an EMF document. Source: CloudWatch user guide, embedded metric format
 * specification.
 */
interface EmfDirective {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/** Turns a log line in embedded metric format into data points; other lines are left alone. */
export function extractMetrics(line: string, cloud: Cloud): void {
  if (!line.includes('"CloudWatchMetrics"')) return;
  const document = parse(line);
  for (const directive of document?._aws?.CloudWatchMetrics ?? [])
    publish(directive, document!, cloud);
}

interface EmfDocument {
  readonly _aws?: { readonly CloudWatchMetrics?: readonly EmfDirective[] };
  readonly [member: string]: unknown;
}

function parse(line: string): EmfDocument | undefined {
  try {
    return JSON.parse(line) as EmfDocument;
  } catch {
    return undefined;
  }
}

function publish(
  { Namespace, Dimensions, Metrics }: EmfDirective,
  document: EmfDocument,
  cloud: Cloud,
): void {
  for (const { Name, Unit } of Metrics) {
    const values = [document[Name]]
      .flat()
      .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
    for (const names of Dimensions.length > 0 ? Dimensions : [[]]) {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(document[name])]));
      for (const value of values)
        cloud.telemetry.metric({ namespace: Namespace, name: Name, dimensions, value, unit: Unit });
    }
  }
}
