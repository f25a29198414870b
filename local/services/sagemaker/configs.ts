import type { Cloud, Tag } from '../../kernel/index.ts';
import { resourceArn } from './arns.ts';
import { couldNotFind } from './errors.ts';

/** A variant of an endpoint configuration. */
export interface ProductionVariant {
  readonly VariantName: string;
  readonly ModelName: string;
  readonly InitialInstanceCount?: number;
  readonly InstanceType?: string;
  readonly InitialVariantWeight?: number;
  readonly ServerlessConfig?: {
    readonly MemorySizeInMB: number;
    readonly MaxConcurrency: number;
    readonly ProvisionedConcurrency?: number;
  };
}

/** What an endpoint notes down of its traffic. */
export interface DataCaptureConfig {
  readonly EnableCapture?: boolean;
  readonly InitialSamplingPercentage: number;
  readonly DestinationS3Uri: string;
  readonly KmsKeyId?: string;
  readonly CaptureOptions: readonly {
    readonly CaptureMode: 'Input' | 'Output' | 'InputAndOutput';
  }[];
  readonly CaptureContentTypeHeader?: {
    readonly CsvContentTypes?: readonly string[];
    readonly JsonContentTypes?: readonly string[];
  };
}

/** How an endpoint answers later. */
export interface AsyncInferenceConfig {
  readonly OutputConfig: {
    readonly KmsKeyId?: string;
    readonly S3OutputPath?: string;
    readonly S3FailurePath?: string;
    readonly NotificationConfig?: {
      readonly SuccessTopic?: string;
      readonly ErrorTopic?: string;
      readonly IncludeInferenceResponseIn?: readonly string[];
    };
  };
}

/** Input of CreateEndpointConfig, as far as it is looked at. */
export interface ConfigRequest {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariant[];
  readonly ShadowProductionVariants?: readonly ProductionVariant[];
  readonly DataCaptureConfig?: DataCaptureConfig;
  readonly AsyncInferenceConfig?: AsyncInferenceConfig;
  readonly KmsKeyId?: string;
  readonly ExecutionRoleArn?: string;
  readonly Tags?: readonly Tag[];
}

/** An endpoint configuration. */
export interface EndpointConfig {
  readonly name: string;
  readonly arn: string;
  readonly request: ConfigRequest;
  readonly created: number;
}

interface ConfigRow {
  readonly name: string;
  readonly arn: string;
  readonly request: string;
  readonly created: number;
}

/** The configuration of a name. Throws where there is none. */
export function configNamed(cloud: Cloud, name: string): EndpointConfig {
  const row = cloud.db.get<ConfigRow>('SELECT * FROM sagemaker_configs WHERE name = ?', name);
  if (!row)
    throw couldNotFind('endpoint configuration', resourceArn(cloud, 'endpoint-config', name));
  return asConfig(row);
}

/** Every configuration. */
export function allConfigs(cloud: Cloud): EndpointConfig[] {
  return cloud.db.all<ConfigRow>('SELECT * FROM sagemaker_configs ORDER BY rowid').map(asConfig);
}

/** The variants that answer, and those that only listen. */
export function variantsOf(request: ConfigRequest): readonly ProductionVariant[] {
  return [...request.ProductionVariants, ...(request.ShadowProductionVariants ?? [])];
}

/** True when the endpoint is served without instances. */
export function isServerless({ request }: EndpointConfig): boolean {
  return request.ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined);
}

function asConfig(row: ConfigRow): EndpointConfig {
  // Written by CreateEndpointConfig.
  return { ...row, request: JSON.parse(row.request) as ConfigRequest };
}
