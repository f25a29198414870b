import { malformedXml, s3Error } from '../errors.ts';

/** A configuration of which a bucket has several, each with an id. */
export interface DocumentKind {
  /** Its name in our store. */
  readonly name: string;
  /** The word of its operations and members: `PutBucket<word>`. */
  readonly word: string;
  /** HTTP status of writing. @default - the model's */
  readonly status?: number;
  /** Checks what is written. */
  readonly check: (document: never) => void;
}

/** A document of any kind. */
export interface Document {
  readonly Id?: string;
}

interface Inventory extends Document {
  readonly Destination?: {
    readonly S3BucketDestination?: { readonly Bucket?: string; readonly Format?: string };
  };
  readonly IsEnabled?: boolean;
  readonly IncludedObjectVersions?: string;
  readonly OptionalFields?: readonly string[];
  readonly Schedule?: { readonly Frequency?: string };
}

interface Tiering extends Document {
  readonly Status?: string;
  readonly Tierings?: readonly { readonly Days?: number; readonly AccessTier?: string }[];
}

/** Columns of an inventory. Source: API reference, InventoryConfiguration. */
const FIELDS: readonly string[] = [
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
  'LifecycleExpirationDate',
];

/** Days after which a tier may be entered at the earliest. Source: API reference, Tiering. */
const TIERS: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 };

/** All of them are stored, without effect: nothing is counted, analysed, listed or moved. */
export const DOCUMENTS: readonly DocumentKind[] = [
  // Recorded from AWS: metrics answer that there is no content.
  { name: 'metrics', word: 'Metrics', status: 204, check: () => undefined },
  {
    name: 'analytics',
    word: 'Analytics',
    check: (document: { readonly StorageClassAnalysis?: object }) =>
      demand(document.StorageClassAnalysis !== undefined),
  },
  { name: 'inventory', word: 'Inventory', check: checkInventory },
  { name: 'tiering', word: 'IntelligentTiering', check: checkTiering },
];

function checkInventory(document: Inventory): void {
  const { Bucket = '', Format = '' } = document.Destination?.S3BucketDestination ?? {};
  demand(['CSV', 'ORC', 'Parquet'].includes(Format));
  demand(['Daily', 'Weekly'].includes(document.Schedule?.Frequency ?? ''));
  demand(['All', 'Current'].includes(document.IncludedObjectVersions ?? ''));
  demand(document.IsEnabled !== undefined);
  demand((document.OptionalFields ?? []).every((field) => FIELDS.includes(field)));
  if (!/^arn:aws[\w-]*:s3:::[^/]+$/.test(Bucket))
    throw s3Error('InvalidS3DestinationBucket', 'Invalid bucket ARN.');
}

function checkTiering({ Status, Tierings = [] }: Tiering): void {
  demand(Status === 'Enabled' || Status === 'Disabled');
  demand(Tierings.length > 0);
  for (const { Days = 0, AccessTier = '' } of Tierings) {
    const earliest = TIERS[AccessTier];
    demand(earliest !== undefined);
    if (Days < earliest! || Days > 730)
      throw s3Error('InvalidArgument', `'Days' of ${AccessTier} must be from ${earliest} to 730`);
  }
}

function demand(holds: boolean): void {
  if (!holds) throw malformedXml();
}
