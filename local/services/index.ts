import type { Service } from '../kernel/index.ts';
import { iamService } from './iam/index.ts';
import { kmsService } from './kms/index.ts';
import { ssmService } from './ssm/index.ts';
import { stsService } from './sts/index.ts';

/** Every service that is offered, in the order in which they start. */
export const services: readonly Service[] = [iamService, stsService, kmsService, ssmService];
