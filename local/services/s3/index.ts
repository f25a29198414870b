import type { Service } from '../../kernel/index.ts';
import { configurationActions } from './actions/configurations.ts';
import { copyObject } from './actions/copy-object.ts';
import { createBucket } from './actions/create-bucket.ts';
import { deleteBucket } from './actions/delete-bucket.ts';
import { deleteBucketPolicy } from './actions/delete-bucket-policy.ts';
import { deleteObject } from './actions/delete-object.ts';
import { deleteObjects } from './actions/delete-objects.ts';
import { getBucketLocation } from './actions/get-bucket-location.ts';
import { getBucketPolicy } from './actions/get-bucket-policy.ts';
import { getBucketVersioning } from './actions/get-bucket-versioning.ts';
import { getObject } from './actions/get-object.ts';
import { headBucket } from './actions/head-bucket.ts';
import { headObject } from './actions/head-object.ts';
import { listBuckets } from './actions/list-buckets.ts';
import { listObjectVersions } from './actions/list-object-versions.ts';
import { listObjects } from './actions/list-objects.ts';
import { listObjectsV2 } from './actions/list-objects-v2.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
} from './actions/multipart.ts';
import { getObjectTagging, putObjectTagging } from './actions/object-tagging.ts';
import { putBucketNotificationConfiguration } from './actions/put-bucket-notification-configuration.ts';
import { putBucketPolicy } from './actions/put-bucket-policy.ts';
import { putBucketVersioning } from './actions/put-bucket-versioning.ts';
import { putObject } from './actions/put-object.ts';

/** S3: bodies are files, everything else lies in the store. */
export const s3Service: Service = {
  name: 's3',
  sdk: '@aws-sdk/client-s3',
  tables: [
    `CREATE TABLE IF NOT EXISTS s3_buckets (
       name TEXT PRIMARY KEY, created INTEGER NOT NULL, versioning TEXT NOT NULL, event_bridge INTEGER NOT NULL, policy TEXT,
       configurations TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS s3_objects (
       bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, marker INTEGER NOT NULL,
       size INTEGER NOT NULL, etag TEXT NOT NULL, body TEXT, modified INTEGER NOT NULL, headers TEXT NOT NULL,
       metadata TEXT NOT NULL, tags TEXT NOT NULL, kms_key TEXT, PRIMARY KEY (bucket, key, version))`,
    'CREATE INDEX IF NOT EXISTS s3_objects_newest ON s3_objects (bucket, key, seq)',
    `CREATE TABLE IF NOT EXISTS s3_uploads (
       id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, input TEXT NOT NULL, started INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS s3_parts (
       upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, md5 TEXT NOT NULL, body TEXT NOT NULL,
       PRIMARY KEY (upload, number))`,
  ],
  actions: [
    ...configurationActions,
    abortMultipartUpload,
    completeMultipartUpload,
    copyObject,
    createBucket,
    createMultipartUpload,
    deleteBucket,
    deleteBucketPolicy,
    deleteObject,
    deleteObjects,
    getBucketLocation,
    getBucketPolicy,
    getBucketVersioning,
    getObject,
    getObjectTagging,
    headBucket,
    headObject,
    listBuckets,
    listMultipartUploads,
    listObjectVersions,
    listObjects,
    listObjectsV2,
    listParts,
    putBucketNotificationConfiguration,
    putBucketPolicy,
    putBucketVersioning,
    putObject,
    putObjectTagging,
    uploadPart,
  ],
};
