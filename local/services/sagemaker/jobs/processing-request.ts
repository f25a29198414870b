import type { Tag } from '../../../kernel/index.ts';

/** An input of a processing job. */
export interface ProcessingInput {
  readonly InputName: string;
  readonly S3Input?: {
    readonly S3Uri: string;
    readonly LocalPath?: string;
    readonly S3DataType?: string;
  };
}

/** An output of a processing job. */
export interface ProcessingOutput {
  readonly OutputName: string;
  readonly S3Output?: { readonly S3Uri: string; readonly LocalPath?: string };
}

/** Input of CreateProcessingJob, as far as it is looked at. */
export interface ProcessingRequest {
  readonly ProcessingJobName: string;
  readonly RoleArn: string;
  readonly AppSpecification: {
    readonly ImageUri: string;
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
  };
  readonly ProcessingInputs?: readonly ProcessingInput[];
  readonly ProcessingOutputConfig?: {
    readonly Outputs: readonly ProcessingOutput[];
    readonly KmsKeyId?: string;
  };
  readonly ProcessingResources: {
    readonly ClusterConfig: { readonly InstanceType: string; readonly InstanceCount: number };
  };
  readonly StoppingCondition?: { readonly MaxRuntimeInSeconds?: number };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly NetworkConfig?: { readonly EnableNetworkIsolation?: boolean };
  readonly Tags?: readonly Tag[];
}
