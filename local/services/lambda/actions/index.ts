import type { Action } from '../../../kernel/index.ts';
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './aliases.ts';
import {
  deleteFunctionConcurrency,
  deleteProvisionedConcurrencyConfig,
  getFunctionConcurrency,
  getProvisionedConcurrencyConfig,
  listProvisionedConcurrencyConfigs,
  putFunctionConcurrency,
  putProvisionedConcurrencyConfig,
} from './concurrency.ts';
import { createFunction } from './create-function.ts';
import { deleteFunction } from './delete-function.ts';
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from './event-invoke-config.ts';
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './event-source-mappings.ts';
import { getFunctionCodeSigningConfig, getRuntimeManagementConfig } from './function-settings.ts';
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  updateFunctionUrlConfig,
} from './function-urls.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { getFunction, getFunctionConfiguration } from './get-function.ts';
import { invoke } from './invoke.ts';
import {
  deleteLayerVersion,
  getLayerVersion,
  getLayerVersionByArn,
  listLayers,
  listLayerVersions,
  publishLayerVersion,
} from './layers.ts';
import { listFunctions, listVersionsByFunction } from './list-functions.ts';
import { addPermission, getPolicy, removePermission } from './permissions.ts';
import { publishVersion } from './publish-version.ts';
import { listTags, tagResource, untagResource } from './tags.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './update-function.ts';

/** All actions of Lambda. */
export const lambdaActions: readonly Action<never, unknown>[] = [
  addPermission,
  createAlias,
  createEventSourceMapping,
  createFunction,
  createFunctionUrlConfig,
  deleteAlias,
  deleteEventSourceMapping,
  deleteFunction,
  deleteFunctionConcurrency,
  deleteFunctionEventInvokeConfig,
  deleteFunctionUrlConfig,
  deleteLayerVersion,
  deleteProvisionedConcurrencyConfig,
  getAccountSettings,
  getAlias,
  getEventSourceMapping,
  getFunction,
  getFunctionCodeSigningConfig,
  getFunctionConcurrency,
  getFunctionConfiguration,
  getFunctionEventInvokeConfig,
  getFunctionUrlConfig,
  getLayerVersion,
  getLayerVersionByArn,
  getPolicy,
  getProvisionedConcurrencyConfig,
  getRuntimeManagementConfig,
  invoke,
  listAliases,
  listEventSourceMappings,
  listFunctionEventInvokeConfigs,
  listFunctions,
  listFunctionUrlConfigs,
  listLayers,
  listLayerVersions,
  listProvisionedConcurrencyConfigs,
  listTags,
  listVersionsByFunction,
  publishLayerVersion,
  publishVersion,
  putFunctionConcurrency,
  putFunctionEventInvokeConfig,
  putProvisionedConcurrencyConfig,
  removePermission,
  tagResource,
  untagResource,
  updateAlias,
  updateEventSourceMapping,
  updateFunctionCode,
  updateFunctionConfiguration,
  updateFunctionEventInvokeConfig,
  updateFunctionUrlConfig,
];
