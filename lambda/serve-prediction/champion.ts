import { rowEncoding } from '../../domain/features/encode-row.ts';
import { ServingBundle } from '../../domain/features/bundle.ts';
import { classesOf } from '../../domain/definition/model-definition.ts';
import { widthOf } from '../../domain/evaluation/outcome.ts';
import { requestReader } from '../../domain/serving/read-request.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { AliasRecord, readIfThere } from '../../domain/registry/records.ts';
import { readJson } from '../shared/s3-store.ts';
import type { RowEncoding } from '../../domain/features/encode-row.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';
import type { ReadRequest } from '../../domain/serving/read-request.ts';

/** The version that serves, ready to be asked. */
export interface Champion {
  readonly version: number;
  readonly endpointName: string;
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  /** Numbers per row in the container's answer. */
  readonly width: number;
  readonly read: (rows: readonly Readonly<Record<string, unknown>>[]) => ReadRequest;
  readonly encode: RowEncoding;
}

/** Finds the champion: one read of the registry per call, and one of its bundle per version. */
export function championSource(
  registry: Registry, artifacts: ObjectStore,
): (model: string) => Promise<Champion | null> {
  let cached: { readonly key: string; readonly bundle: ServingBundle } | undefined;
  return async (model) => {
    const [stored] = await registry.read(model, [sortKeys.champion]);
    const alias = readIfThere(AliasRecord, stored, 'the champion');
    if (alias === null) return null;
    if (cached?.key !== alias.bundleKey) {
      const bundle = ServingBundle.parse(await readJson(artifacts, alias.bundleKey));
      cached = { key: alias.bundleKey, bundle };
    }
    return prepared(alias, cached.bundle);
  };
}

function prepared({ version, endpointName }: AliasRecord, bundle: ServingBundle): Champion {
  const columns = bundle.contract.columns.map((column) => column.name);
  const classes = classesOf(bundle);
  return {
    version, endpointName, columns, classes,
    width: widthOf(bundle.task, classes.length),
    read: requestReader(bundle),
    encode: rowEncoding(bundle.encoder, columns),
  };
}
