import type { Cloud } from '../../kernel/index.ts';
import { invalidParameter, staleRevision } from './errors.ts';
import { LATEST, asFunction, functionNamed, headOf, putFunction } from './functions.ts';
import type { FunctionRow, LambdaFunction } from './functions.ts';
import { functionArn } from './names.ts';

/** What a publication may demand and say. */
export interface Publication {
  readonly CodeSha256?: string;
  readonly RevisionId?: string;
  readonly Description?: string;
}

/** Freezes $LATEST as the next version; the last one where nothing has changed since. */
export function publish(name: string, wanted: Publication, cloud: Cloud): LambdaFunction {
  const latest = functionNamed(name, cloud, LATEST);
  const current = latest.configuration.CodeSha256;
  if (wanted.RevisionId !== undefined && wanted.RevisionId !== latest.revision)
    throw staleRevision();
  if (wanted.CodeSha256 !== undefined && wanted.CodeSha256 !== current) {
    throw invalidParameter(
      `CodeSHA256 (${wanted.CodeSha256}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  const last = versionsOf(name, cloud).at(-1);
  if (last && sameAs(last, latest)) return asFunction(last, functionArn(name, cloud, last.version));
  const version = String(headOf(name, cloud).next_version);
  cloud.db.run('UPDATE lambda_heads SET next_version = next_version + 1 WHERE name = ?', name);
  const configuration = {
    ...latest.configuration,
    Description: wanted.Description ?? latest.configuration.Description,
  };
  const row: FunctionRow = {
    name,
    version,
    configuration: JSON.stringify(configuration),
    code: latest.code,
    modified: cloud.world.now(),
    revision: cloud.world.uuid(),
  };
  putFunction(row, cloud);
  return asFunction(row, functionArn(name, cloud, version));
}

/** The published versions of a function, oldest first. */
export function versionsOf(name: string, cloud: Cloud): readonly FunctionRow[] {
  return cloud.db.all<FunctionRow>(
    `SELECT * FROM lambda_functions WHERE name = ? AND version <> '$LATEST'
     ORDER BY CAST(version AS INTEGER)`,
    name,
  );
}

function sameAs(row: FunctionRow, latest: LambdaFunction): boolean {
  const plain = (configuration: object) =>
    JSON.stringify({ ...configuration, Description: undefined });
  return (
    row.code === latest.code &&
    plain(JSON.parse(row.configuration) as object) === plain(latest.configuration)
  );
}
