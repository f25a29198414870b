import { addLayerVersion, layerArn } from '../../services/lambda/layers/layers.ts';
import type { ResourceHandler } from '../handler.ts';
import { placePackage } from './asset-code.ts';
import type { PackagePlace } from './asset-code.ts';
import { optional } from './values.ts';

/** AWS::Lambda::LayerVersion: from an asset. A change makes another one. */
export const lambdaLayerVersion: ResourceHandler = {
  type: 'AWS::Lambda::LayerVersion',
  properties: [
    'LayerName',
    'Content',
    'Description',
    'CompatibleRuntimes',
    'CompatibleArchitectures',
    'LicenseInfo',
  ],
  async create(properties, context) {
    const { cloud } = context;
    const place = optional<PackagePlace>(properties, 'Content') ?? {};
    const code = await placePackage(place, context, 'the content of a layer');
    const name = optional<string>(properties, 'LayerName') ?? context.physicalName(140);
    const content = {
      Description: optional<string>(properties, 'Description') ?? '',
      CompatibleRuntimes: optional<readonly string[]>(properties, 'CompatibleRuntimes'),
      CompatibleArchitectures: optional<readonly string[]>(properties, 'CompatibleArchitectures'),
      LicenseInfo: optional<string>(properties, 'LicenseInfo'),
    };
    const row = cloud.db.transaction(() => addLayerVersion(name, content, code, cloud));
    const LayerVersionArn = layerArn(name, cloud, row.version);
    return { ref: LayerVersionArn, attributes: { LayerVersionArn } };
  },
  async remove(made, _properties, { call }) {
    const [LayerName, VersionNumber] = made.ref.split(':').slice(-2);
    await call('lambda', 'DeleteLayerVersion', { LayerName, VersionNumber: Number(VersionNumber) });
  },
};
