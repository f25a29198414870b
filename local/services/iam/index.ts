import type { Service } from '../../kernel/index.ts';
import { attachRolePolicy } from './actions/attach-role-policy.ts';
import { attachUserPolicy } from './actions/attach-user-policy.ts';
import { createAccessKey } from './actions/create-access-key.ts';
import { createPolicy } from './actions/create-policy.ts';
import { createRole } from './actions/create-role.ts';
import { createUser } from './actions/create-user.ts';
import { deleteAccessKey } from './actions/delete-access-key.ts';
import { deletePolicy } from './actions/delete-policy.ts';
import { deleteRole } from './actions/delete-role.ts';
import { deleteRolePolicy } from './actions/delete-role-policy.ts';
import { deleteUser } from './actions/delete-user.ts';
import { deleteUserPolicy } from './actions/delete-user-policy.ts';
import { detachRolePolicy } from './actions/detach-role-policy.ts';
import { detachUserPolicy } from './actions/detach-user-policy.ts';
import { getRole } from './actions/get-role.ts';
import { getRolePolicy } from './actions/get-role-policy.ts';
import { getUser } from './actions/get-user.ts';
import { getUserPolicy } from './actions/get-user-policy.ts';
import { listAccessKeys } from './actions/list-access-keys.ts';
import { listAttachedRolePolicies } from './actions/list-attached-role-policies.ts';
import { listAttachedUserPolicies } from './actions/list-attached-user-policies.ts';
import { listRolePolicies } from './actions/list-role-policies.ts';
import { listRoles } from './actions/list-roles.ts';
import { listUserPolicies } from './actions/list-user-policies.ts';
import { listUsers } from './actions/list-users.ts';
import { putRolePolicy } from './actions/put-role-policy.ts';
import { putUserPolicy } from './actions/put-user-policy.ts';
import { updateAccessKey } from './actions/update-access-key.ts';
import { updateAssumeRolePolicy } from './actions/update-assume-role-policy.ts';
import { roleTags } from './roles.ts';
import { userTags } from './users.ts';

/** IAM: roles, users, their policies and keys. The tables are the authorizer's. */
export const iamService: Service = {
  name: 'iam',
  sdk: '@aws-sdk/client-iam',
  tables: [],
  tagsOf: (arn, cloud) => roleTags(arn, cloud) ?? userTags(arn, cloud),
  actions: [
    attachRolePolicy,
    attachUserPolicy,
    createAccessKey,
    createPolicy,
    createRole,
    createUser,
    deleteAccessKey,
    deletePolicy,
    deleteRole,
    deleteRolePolicy,
    deleteUser,
    deleteUserPolicy,
    detachRolePolicy,
    detachUserPolicy,
    getRole,
    getRolePolicy,
    getUser,
    getUserPolicy,
    listAccessKeys,
    listAttachedRolePolicies,
    listAttachedUserPolicies,
    listRolePolicies,
    listRoles,
    listUserPolicies,
    listUsers,
    putRolePolicy,
    putUserPolicy,
    updateAccessKey,
    updateAssumeRolePolicy,
  ],
};
