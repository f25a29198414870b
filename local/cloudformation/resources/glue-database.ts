import type { ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

interface DatabaseInput {
  readonly Name?: string;
}

/** AWS::Glue::Database. */
export const glueDatabase: ResourceHandler = {
  type: 'AWS::Glue::Database',
  properties: ['CatalogId', 'DatabaseInput', 'DatabaseName'],
  async create(properties, { call, physicalName }) {
    const given = optional<DatabaseInput>(properties, 'DatabaseInput');
    const Name = given?.Name ?? optional<string>(properties, 'DatabaseName') ?? physicalName(255);
    const { CatalogId } = properties;
    await call('glue', 'CreateDatabase', { CatalogId, DatabaseInput: { ...given, Name } });
    return { ref: Name.toLowerCase(), attributes: {} };
  },
  async update(made, properties, _before, { call }) {
    const given = optional<DatabaseInput>(properties, 'DatabaseInput');
    const DatabaseInput = { ...given, Name: made.ref };
    await call('glue', 'UpdateDatabase', { Name: made.ref, DatabaseInput });
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('glue', 'DeleteDatabase', { Name: made.ref });
  },
};
