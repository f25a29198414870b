import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import type { Column } from '../../domain/definition/data-contract.ts';
import { UPLOAD_DAY, lakeName, takenInLake } from '../../domain/parquet/lake-columns.ts';
import { lakeType } from '../../domain/parquet/lake-types.ts';
import { ConfigurationError } from '../errors.ts';

/** Name of the database of a platform's tables. */
export function lakeDatabaseName(platform: string): string {
  return `${platform.replaceAll('-', '_')}_lake`;
}

/** Properties of a lake's database. */
export interface LakeDatabaseProps {
  /** Name of the platform. */
  readonly platform: string;
}

/** The database of Glue that the tables of all models of a platform are in. Defines it and nothing else. */
export class LakeDatabase extends Construct {
  constructor(scope: Construct, id: string, { platform }: LakeDatabaseProps) {
    super(scope, id);
    new glue.CfnDatabase(this, 'Resource', {
      catalogId: Stack.of(this).account,
      databaseInput: {
        name: lakeDatabaseName(platform),
        description: `Accepted rows of the models of platform '${platform}'`,
      },
    });
  }
}

/** Properties of a table of accepted rows. */
export interface AcceptedTableProps {
  /** The model whose accepted rows it shows. */
  readonly definition: ModelDefinition;
  /** Name of the platform. */
  readonly platform: string;
  /** Name of the lake's bucket. */
  readonly lakeBucket: string;
}

/** First day that is looked at. */
const FIRST_DAY = '2024-01-01';

const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';

/**
 * A table of Glue over a model's accepted rows, with the columns of its contract.
 *
 * Defines one table. Its partitions are projected: a day is found by its prefix, nothing has to be
 * registered, and deleting the table leaves the rows.
 */
export class AcceptedTable extends Construct {
  /** Name of the table. */
  public readonly tableName: string;

  constructor(scope: Construct, id: string, props: AcceptedTableProps) {
    super(scope, id);
    const { definition, platform, lakeBucket } = props;
    this.checkNames(definition.contract.columns);
    this.tableName = definition.name.replaceAll('-', '_');
    const location = `s3://${lakeBucket}/accepted/${definition.name}/`;
    new glue.CfnTable(this, 'Resource', {
      catalogId: Stack.of(this).account,
      databaseName: lakeDatabaseName(platform),
      tableInput: {
        name: this.tableName,
        description: `Accepted rows of model '${definition.name}'`,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [
          {
            name: UPLOAD_DAY,
            type: 'string',
            comment: 'day of the upload',
          },
        ],
        parameters: renderProjection(location),
        storageDescriptor: renderStorage(location, definition.contract.columns),
      },
    });
  }

  /** Tables know names in small letters only. */
  private checkNames(columns: readonly Column[]): void {
    const [taken] = takenInLake(columns.map(({ name }) => name));
    if (taken === undefined) return;
    const message = `rename column '${taken}': in a table, '${lakeName(taken)}' is there already`;
    throw new ConfigurationError('AmbiguousColumn', message, this);
  }
}

/** Partition projection (Athena user guide, "Supported types for partition projection"). */
function renderProjection(location: string): Readonly<Record<string, string>> {
  return {
    classification: 'parquet',
    'projection.enabled': 'true',
    [`projection.${UPLOAD_DAY}.type`]: 'date',
    [`projection.${UPLOAD_DAY}.format`]: 'yyyy-MM-dd',
    [`projection.${UPLOAD_DAY}.range`]: `${FIRST_DAY},NOW+1DAYS`,
    'storage.location.template': `${location}day=\${${UPLOAD_DAY}}/`,
  };
}

function renderStorage(
  location: string,
  columns: readonly Column[],
): glue.CfnTable.StorageDescriptorProperty {
  return {
    location,
    inputFormat: `${PARQUET}.MapredParquetInputFormat`,
    outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
    serdeInfo: { serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe` },
    columns: columns.map((column) => ({
      name: lakeName(column.name),
      type: lakeType(column).glue,
    })),
  };
}
