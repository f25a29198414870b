import type { Service } from '../../kernel/index.ts';
import { assumeRole } from './actions/assume-role.ts';
import { getCallerIdentity } from './actions/get-caller-identity.ts';
import { getSessionToken } from './actions/get-session-token.ts';

/** STS: who am I, and sessions of roles. */
export const stsService: Service = {
  name: 'sts',
  sdk: '@aws-sdk/client-sts',
  tables: [],
  actions: [assumeRole, getCallerIdentity, getSessionToken],
};
