import type { Cloud } from '../../../kernel/index.ts';
import type { PlacedCode } from '../code/place.ts';
import { AwsError } from '../../../errors.ts';

/** What a version of a layer says of itself. */
export interface LayerContent {
  readonly Description: string;
  readonly CodeSha256: string;
  readonly CodeSize: number;
  readonly CompatibleRuntimes?: readonly string[];
  readonly CompatibleArchitectures?: readonly string[];
  readonly LicenseInfo?: string;
}

/** A row of the table of layers: one version. */
export interface LayerRow {
  readonly name: string;
  readonly version: number;
  readonly content: string;
  /** Folder with the content. */
  readonly code: string;
  readonly created: number;
}

/** Tables of layers: their versions, and which number is next, as numbers are not used again. */
export const LAYER_TABLES = [
  `CREATE TABLE IF NOT EXISTS lambda_layers (
     name TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, code TEXT NOT NULL,
     created INTEGER NOT NULL, PRIMARY KEY (name, version))`,
  `CREATE TABLE IF NOT EXISTS lambda_layer_numbers (
     name TEXT PRIMARY KEY, next_version INTEGER NOT NULL)`,
];

/** ARN of a layer, or of one of its versions. */
export function layerArn(name: string, cloud: Cloud, version?: number): string {
  const arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:layer:${name}`;
  return version === undefined ? arn : `${arn}:${version}`;
}

/** The bare name in a name or an ARN of a layer. */
export function layerName(nameOrArn: string): string {
  return /:layer:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

/** Keeps a new version; its number is the next of its layer. */
export function addLayerVersion(
  name: string,
  content: Omit<LayerContent, 'CodeSha256' | 'CodeSize'>,
  code: PlacedCode,
  cloud: Cloud,
): LayerRow {
  const version = nextNumber(name, cloud);
  const whole: LayerContent = { ...content, CodeSha256: code.sha256, CodeSize: code.size };
  const row: LayerRow = {
    name,
    version,
    content: JSON.stringify(whole),
    code: code.folder,
    created: cloud.world.now(),
  };
  cloud.db.run(
    'INSERT INTO lambda_layers VALUES (?, ?, ?, ?, ?)',
    row.name,
    row.version,
    row.content,
    row.code,
    row.created,
  );
  return row;
}

/** The number of a layer's next version, which is taken with it. */
function nextNumber(name: string, { db }: Cloud): number {
  db.run('INSERT OR IGNORE INTO lambda_layer_numbers VALUES (?, 1)', name);
  db.run('UPDATE lambda_layer_numbers SET next_version = next_version + 1 WHERE name = ?', name);
  const { next_version: next } = db.get<{ next_version: number }>(
    'SELECT next_version FROM lambda_layer_numbers WHERE name = ?',
    name,
  )!;
  return next - 1;
}

/** A version of a layer, where there is one. */
export function findLayerVersion(name: string, version: number, cloud: Cloud) {
  return cloud.db.get<LayerRow>(
    'SELECT * FROM lambda_layers WHERE name = ? AND version = ?',
    name,
    version,
  );
}

/** A version of a layer, or AWS's ResourceNotFoundException. */
export function layerVersion(name: string, version: number, cloud: Cloud): LayerRow {
  const row = findLayerVersion(name, version, cloud);
  if (row) return row;
  throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', {
    status: 404,
    members: { Type: 'User' },
  });
}

/** All versions of one layer or of all: by name, the newest first. */
export function layerVersions(cloud: Cloud, name?: string): readonly LayerRow[] {
  return cloud.db.all<LayerRow>(
    'SELECT * FROM lambda_layers WHERE ? IS NULL OR name = ? ORDER BY name, version DESC',
    name ?? null,
    name ?? null,
  );
}
