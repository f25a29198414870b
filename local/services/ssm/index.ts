import type { Service } from '../../kernel/index.ts';
import { deleteParameter } from './actions/delete-parameter.ts';
import { getParameter } from './actions/get-parameter.ts';
import { getParameters } from './actions/get-parameters.ts';
import { getParametersByPath } from './actions/get-parameters-by-path.ts';
import { putParameter } from './actions/put-parameter.ts';

/** SSM Parameter Store. */
export const ssmService: Service = {
  name: 'ssm',
  sdk: '@aws-sdk/client-ssm',
  tables: [
    `CREATE TABLE IF NOT EXISTS ssm_parameters (
       name TEXT PRIMARY KEY, value TEXT NOT NULL, type TEXT NOT NULL, description TEXT, version INTEGER NOT NULL,
       modified INTEGER NOT NULL)`,
  ],
  actions: [deleteParameter, getParameter, getParameters, getParametersByPath, putParameter],
};
