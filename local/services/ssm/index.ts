import type { Service } from '../../kernel/index.ts';
import { deleteParameter, deleteParameters } from './actions/delete-parameters.ts';
import {
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
} from './actions/get-parameters.ts';
import { labelParameterVersion, unlabelParameterVersion } from './actions/labels.ts';
import { putParameter } from './actions/put-parameter.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './actions/tags.ts';
import { tagsOfArn } from './tags.ts';

/** SSM Parameter Store. */
export const ssmService: Service = {
  name: 'ssm',
  sdk: '@aws-sdk/client-ssm',
  tables: [
    `CREATE TABLE IF NOT EXISTS ssm_versions (
       name TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, type TEXT NOT NULL, description TEXT,
       key TEXT, pattern TEXT, tier TEXT NOT NULL, data_type TEXT NOT NULL, modified INTEGER NOT NULL,
       "by" TEXT NOT NULL, PRIMARY KEY (name, version))`,
    `CREATE TABLE IF NOT EXISTS ssm_labels (
       name TEXT NOT NULL, label TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name, label))`,
    'CREATE TABLE IF NOT EXISTS ssm_tags (name TEXT PRIMARY KEY, tags TEXT NOT NULL)',
  ],
  tagsOf: tagsOfArn,
  actions: [
    addTagsToResource,
    deleteParameter,
    deleteParameters,
    describeParameters,
    getParameter,
    getParameterHistory,
    getParameters,
    getParametersByPath,
    labelParameterVersion,
    listTagsForResource,
    putParameter,
    removeTagsFromResource,
    unlabelParameterVersion,
  ],
};
