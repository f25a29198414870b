import type { Service } from '../../kernel/index.ts';
import { attachRolePolicy } from './actions/attach-role-policy.ts';
import { createPolicy } from './actions/create-policy.ts';
import { createRole } from './actions/create-role.ts';
import { deletePolicy } from './actions/delete-policy.ts';
import { deleteRole } from './actions/delete-role.ts';
import { deleteRolePolicy } from './actions/delete-role-policy.ts';
import { detachRolePolicy } from './actions/detach-role-policy.ts';
import { getRole } from './actions/get-role.ts';
import { getRolePolicy } from './actions/get-role-policy.ts';
import { listAttachedRolePolicies } from './actions/list-attached-role-policies.ts';
import { listRolePolicies } from './actions/list-role-policies.ts';
import { listRoles } from './actions/list-roles.ts';
import { putRolePolicy } from './actions/put-role-policy.ts';
import { updateAssumeRolePolicy } from './actions/update-assume-role-policy.ts';
import { roleTags } from './roles.ts';

/** IAM: roles and their policies. The tables are the authorizer's. */
export const iamService: Service = {
  name: 'iam',
  sdk: '@aws-sdk/client-iam',
  tables: [],
  tagsOf: roleTags,
  actions: [
    attachRolePolicy,
    createPolicy,
    createRole,
    deletePolicy,
    deleteRole,
    deleteRolePolicy,
    detachRolePolicy,
    getRole,
    getRolePolicy,
    listAttachedRolePolicies,
    listRolePolicies,
    listRoles,
    putRolePolicy,
    updateAssumeRolePolicy,
  ],
};
