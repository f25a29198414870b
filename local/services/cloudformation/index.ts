import { customResponseRoute } from '../../cloudformation/custom-responses.ts';
import { STACK_TABLES } from '../../cloudformation/stack-store.ts';
import type { Service } from '../../kernel/index.ts';
import {
  deleteStack,
  describeStackResources,
  describeStacks,
  getTemplate,
  listStackResources,
  listStacks,
} from './actions/stacks.ts';

/** CloudFormation: what is deployed. Stacks come from cloud assemblies. */
export const cloudformationService: Service = {
  name: 'cloudformation',
  sdk: '@aws-sdk/client-cloudformation',
  tables: STACK_TABLES,
  actions: [
    deleteStack,
    describeStackResources,
    describeStacks,
    getTemplate,
    listStackResources,
    listStacks,
  ],
  routes: [customResponseRoute],
};
