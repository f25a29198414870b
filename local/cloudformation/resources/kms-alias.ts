import type { ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** AWS::KMS::Alias. */
export const kmsAlias: ResourceHandler = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  async create(properties, { call }) {
    await call('kms', 'CreateAlias', {
      AliasName: text(properties, 'AliasName'),
      TargetKeyId: text(properties, 'TargetKeyId'),
    });
    return { ref: text(properties, 'AliasName'), attributes: {} };
  },
  async remove(made, _properties, { cloud }) {
    cloud.db.run('DELETE FROM kms_aliases WHERE name = ?', made.ref);
  },
};
