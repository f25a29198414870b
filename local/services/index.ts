import type { Service } from '../kernel/index.ts';
import { cloudformationService } from './cloudformation/index.ts';
import { cloudwatchService } from './cloudwatch/index.ts';
import { dynamodbService, dynamodbStreamsService } from './dynamodb/index.ts';
import { eventsService } from './events/index.ts';
import { glueService } from './glue/index.ts';
import { iamService } from './iam/index.ts';
import { kmsService } from './kms/index.ts';
import { lambdaService } from './lambda/index.ts';
import { logsService } from './logs/index.ts';
import { s3Service } from './s3/index.ts';
import { sagemakerRuntimeService, sagemakerService } from './sagemaker/index.ts';
import { schedulerService } from './scheduler/index.ts';
import { snsService } from './sns/index.ts';
import { sqsService } from './sqs/index.ts';
import { ssmService } from './ssm/index.ts';
import { statesService } from './states/index.ts';
import { stsService } from './sts/index.ts';

/** Every service that is offered, in the order in which they start. */
export const services: readonly Service[] = [
  iamService,
  stsService,
  kmsService,
  ssmService,
  s3Service,
  sqsService,
  dynamodbService,
  dynamodbStreamsService,
  cloudwatchService,
  logsService,
  snsService,
  eventsService,
  schedulerService,
  glueService,
  lambdaService,
  sagemakerService,
  sagemakerRuntimeService,
  statesService,
  cloudformationService,
];
