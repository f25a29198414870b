import type { Tag } from '../../../kernel/index.ts';
import type { S3Source } from '../data/s3-source.ts';

/** Input of CreateTransformJob, as far as it is looked at. */
export interface TransformRequest {
  readonly TransformJobName: string;
  readonly ModelName: string;
  readonly MaxPayloadInMB?: number;
  readonly MaxConcurrentTransforms?: number;
  readonly BatchStrategy?: 'MultiRecord' | 'SingleRecord';
  readonly Environment?: Readonly<Record<string, string>>;
  readonly ModelClientConfig?: {
    readonly InvocationsTimeoutInSeconds?: number;
    readonly InvocationsMaxRetries?: number;
  };
  readonly TransformInput: {
    readonly DataSource: { readonly S3DataSource: S3Source };
    readonly ContentType?: string;
    readonly CompressionType?: 'None' | 'Gzip';
    readonly SplitType?: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  };
  readonly TransformOutput: {
    readonly S3OutputPath: string;
    readonly Accept?: string;
    readonly AssembleWith?: 'None' | 'Line';
    readonly KmsKeyId?: string;
  };
  readonly DataProcessing?: DataProcessing;
  readonly TransformResources: { readonly InstanceType: string; readonly InstanceCount: number };
  readonly Tags?: readonly Tag[];
}

/** What is done with records before and after the model sees them. */
export interface DataProcessing {
  readonly InputFilter?: string;
  readonly OutputFilter?: string;
  readonly JoinSource?: 'Input' | 'None';
}
