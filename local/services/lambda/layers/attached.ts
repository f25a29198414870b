import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { demandOwn } from '../permissions.ts';
import { invalidParameter } from '../errors.ts';
import type { FunctionConfiguration } from '../functions.ts';
import type { LayerContent } from './layers.ts';
import { findLayerVersion } from './layers.ts';

/** A version of a layer that a function has; it stays when the version is deleted. */
export interface AttachedLayer {
  readonly Arn: string;
  readonly CodeSize: number;
  /** Folder with the content. */
  readonly code: string;
}

/** Layers of a function at most. Source: Lambda developer guide, gettingstarted-limits. */
const MOST = 5;

/** The layers that ARNs name, or AWS's errors. */
export function attach(
  arns: readonly string[],
  context: ActionContext,
): readonly AttachedLayer[] | undefined {
  if (arns.length > MOST) throw invalidParameter(`Cannot reference more than ${MOST} layers.`);
  refuseTwice(arns);
  const layers = arns.map((arn) => attachedLayer(arn, context));
  return layers.length > 0 ? layers : undefined;
}

function refuseTwice(arns: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const arn of arns) {
    const layer = arn.slice(0, arn.lastIndexOf(':'));
    const before = seen.get(layer);
    if (before !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${before} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layer, arn);
  }
}

function attachedLayer(arn: string, context: ActionContext): AttachedLayer {
  const { cloud, principal } = context;
  demandOwn('GetLayerVersion', arn, context);
  const permission: Permission = { action: 'lambda:GetLayerVersion', resource: arn };
  cloud.authorize(principal, permission);
  const [region, , , name = '', version] = arn.split(':').slice(3);
  const row = region === cloud.region ? findLayerVersion(name, Number(version), cloud) : undefined;
  if (!row) throw invalidParameter(`Layer version ${arn} does not exist.`);
  const { CodeSize } = JSON.parse(row.content) as LayerContent;
  return { Arn: arn, CodeSize, code: row.code };
}

/**
 * Where a function finds what is in its layers: on AWS all are unpacked into `/opt`, later ones over
 * earlier ones. Source: Lambda developer guide, packaging-layers.
 */
export function layerPaths({
  Layers = [],
  Runtime,
}: FunctionConfiguration): Readonly<Record<string, string>> {
  if (Layers.length === 0) return {};
  const folders = Layers.map(({ code }) => code).reverse();
  const within = (...paths: readonly string[]) =>
    folders.flatMap((folder) => paths.map((path) => join(folder, path))).join(delimiter);
  const node = `nodejs/node${/\d+/.exec(Runtime)?.[0]}/node_modules`;
  const python = `python/lib/${Runtime}/site-packages`;
  return {
    PATH: [process.env.PATH, within('bin')].join(delimiter),
    LD_LIBRARY_PATH: within('lib'),
    ...(Runtime.startsWith('nodejs') && { NODE_PATH: within('nodejs/node_modules', node) }),
    ...(Runtime.startsWith('python') && { PYTHONPATH: within('python', python) }),
  };
}

/** The file that a path below `/opt` means, where a layer has it. */
export function inLayers(path: string, { Layers = [] }: FunctionConfiguration): string | undefined {
  return Layers.map(({ code }) => join(code, path))
    .reverse()
    .find((file) => existsSync(file));
}
