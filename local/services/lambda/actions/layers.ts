import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotEmulated } from '../../../errors.ts';
import { action, processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { fetchCode } from '../code/fetch.ts';
import type { CodeInput } from '../code/fetch.ts';
import { packageAddress } from '../code/route.ts';
import {
  addLayerVersion,
  layerArn,
  layerName,
  layerVersion,
  layerVersions,
} from '../layers/layers.ts';
import type { LayerContent, LayerRow } from '../layers/layers.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';

/** Input of PublishLayerVersion. */
export interface PublishLayerInput {
  readonly LayerName: string;
  readonly Description?: string;
  readonly Content: CodeInput;
  readonly CompatibleRuntimes?: readonly string[];
  readonly CompatibleArchitectures?: readonly string[];
  readonly LicenseInfo?: string;
}

interface VersionInput {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

interface LayersInput extends PageInput {
  readonly CompatibleRuntime?: string;
  readonly CompatibleArchitecture?: string;
}

/** PublishLayerVersion: every call makes another version, also of the same content. */
export const publishLayerVersion = processAction(
  'PublishLayerVersion',
  ({ LayerName }: PublishLayerInput, { cloud }) => [
    { action: 'lambda:PublishLayerVersion', resource: layerArn(layerName(LayerName), cloud) },
  ],
  async (input: PublishLayerInput, context) => {
    const { cloud } = context;
    const { Description = '', CompatibleRuntimes, CompatibleArchitectures, LicenseInfo } = input;
    const code = await fetchCode(input.Content, context);
    if (existsSync(join(code.folder, 'extensions')))
      throw new NotEmulated('extensions', 'only the function itself is run');
    const content = { Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo };
    const row = cloud.db.transaction(() =>
      addLayerVersion(layerName(input.LayerName), content, code, cloud),
    );
    return withContent(row, cloud);
  },
);

/** GetLayerVersion. */
export const getLayerVersion = action(
  'GetLayerVersion',
  onVersion('GetLayerVersion'),
  ({ LayerName, VersionNumber }: VersionInput, { cloud }) =>
    withContent(layerVersion(layerName(LayerName), VersionNumber, cloud), cloud),
);

/** GetLayerVersionByArn. */
export const getLayerVersionByArn = action(
  'GetLayerVersionByArn',
  ({ Arn }: { readonly Arn: string }) => [{ action: 'lambda:GetLayerVersion', resource: Arn }],
  ({ Arn }, { cloud }) => {
    const row = layerVersion(layerName(Arn), Number(Arn.split(':').at(-1)), cloud);
    return withContent(row, cloud);
  },
);

/** DeleteLayerVersion: functions that have it keep it. One that is not there is not missed. */
export const deleteLayerVersion = action(
  'DeleteLayerVersion',
  onVersion('DeleteLayerVersion'),
  ({ LayerName, VersionNumber }: VersionInput, { cloud }) => {
    cloud.db.run(
      'DELETE FROM lambda_layers WHERE name = ? AND version = ?',
      layerName(LayerName),
      VersionNumber,
    );
    return {};
  },
);

/** ListLayerVersions: the newest first. */
export const listLayerVersions = action(
  'ListLayerVersions',
  () => [{ action: 'lambda:ListLayerVersions', resource: '*' }],
  (input: LayersInput & { readonly LayerName: string }, { cloud }) => {
    const rows = layerVersions(cloud, layerName(input.LayerName)).filter(fits(input));
    const { page, next } = pageOf(rows, input);
    return { NextMarker: next, LayerVersions: page.map((row) => described(row, cloud)) };
  },
);

/** ListLayers: each with the newest version that fits. */
export const listLayers = action(
  'ListLayers',
  () => [{ action: 'lambda:ListLayers', resource: '*' }],
  (input: LayersInput, { cloud }) => {
    const newest = new Map<string, LayerRow>();
    for (const row of layerVersions(cloud).filter(fits(input)))
      if (!newest.has(row.name)) newest.set(row.name, row);
    const { page, next } = pageOf([...newest.values()], input);
    const Layers = page.map((row) => ({
      LayerName: row.name,
      LayerArn: layerArn(row.name, cloud),
      LatestMatchingVersion: described(row, cloud),
    }));
    return { NextMarker: next, Layers };
  },
);

function onVersion(name: string) {
  return ({ LayerName, VersionNumber }: VersionInput, { cloud }: { readonly cloud: Cloud }) => [
    {
      action: `lambda:${name}`,
      resource: layerArn(layerName(LayerName), cloud, VersionNumber),
    },
  ];
}

/** A version that does not say what it is for fits nothing that is asked for. */
function fits({ CompatibleRuntime, CompatibleArchitecture }: LayersInput) {
  const has = (list: readonly string[] | undefined, wanted: string | undefined) =>
    wanted === undefined || (list?.includes(wanted) ?? false);
  return ({ content }: LayerRow) => {
    const own = JSON.parse(content) as LayerContent;
    return (
      has(own.CompatibleRuntimes, CompatibleRuntime) &&
      has(own.CompatibleArchitectures, CompatibleArchitecture)
    );
  };
}

function described(row: LayerRow, cloud: Cloud) {
  const content = JSON.parse(row.content) as LayerContent;
  const { Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo } = content;
  return {
    ...{ Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo },
    LayerVersionArn: layerArn(row.name, cloud, row.version),
    Version: row.version,
    CreatedDate: new Date(row.created).toISOString().replace('Z', '+0000'),
  };
}

function withContent(row: LayerRow, cloud: Cloud) {
  const { CodeSha256, CodeSize } = JSON.parse(row.content) as LayerContent;
  return {
    ...described(row, cloud),
    LayerArn: layerArn(row.name, cloud),
    Content: { Location: packageAddress(row.code, cloud), CodeSha256, CodeSize },
  };
}
