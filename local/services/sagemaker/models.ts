import type { Cloud, Tag } from '../../kernel/index.ts';
import { resourceArn } from './arns.ts';
import { couldNotFind } from './errors.ts';

/** A container of a model. */
export interface ContainerDefinition {
  readonly Image?: string;
  readonly ModelDataUrl?: string;
  readonly Environment?: Readonly<Record<string, string>>;
  readonly ContainerHostname?: string;
  readonly Mode?: string;
  readonly ModelPackageName?: string;
}

/** Input of CreateModel, as far as it is looked at. */
export interface ModelRequest {
  readonly ModelName: string;
  readonly ExecutionRoleArn: string;
  readonly PrimaryContainer?: ContainerDefinition;
  readonly Containers?: readonly ContainerDefinition[];
  readonly EnableNetworkIsolation?: boolean;
  readonly Tags?: readonly Tag[];
}

/** A model. */
export interface Model {
  readonly name: string;
  readonly arn: string;
  readonly request: ModelRequest;
  readonly created: number;
}

interface ModelRow {
  readonly name: string;
  readonly arn: string;
  readonly request: string;
  readonly created: number;
}

/** The model of a name. Throws where there is none. */
export function modelNamed(cloud: Cloud, name: string): Model {
  const row = cloud.db.get<ModelRow>('SELECT * FROM sagemaker_models WHERE name = ?', name);
  if (!row) throw couldNotFind('model', resourceArn(cloud, 'model', name));
  return asModel(row);
}

/** Every model. */
export function allModels(cloud: Cloud): Model[] {
  return cloud.db.all<ModelRow>('SELECT * FROM sagemaker_models ORDER BY rowid').map(asModel);
}

/** The container that serves a model. */
export function containerOf({ request }: Model): ContainerDefinition {
  return request.PrimaryContainer ?? request.Containers?.[0] ?? {};
}

function asModel(row: ModelRow): Model {
  // Written by CreateModel.
  return { ...row, request: JSON.parse(row.request) as ModelRequest };
}
