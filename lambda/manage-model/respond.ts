import { LambdaError } from '../errors.ts';
import type { CustomResourceRequest } from '../../domain/events/aws-events.ts';

/** How a custom resource request ended. */
export interface ResourceAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  readonly reason: string;
}

/** Answers a custom resource request. */
export type Respond = (request: CustomResourceRequest, answer: ResourceAnswer) => Promise<void>;

const REASON_LENGTH = 1000;

/**
 * Puts the answer to the request's presigned URL. S3 refuses a content type, since none was signed.
 */
export const respond: Respond = async (request, { status, physicalResourceId, reason }) => {
  const answer = await fetch(request.ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: status,
      Reason: reason.slice(0, REASON_LENGTH),
      PhysicalResourceId: physicalResourceId,
      StackId: request.StackId,
      RequestId: request.RequestId,
      LogicalResourceId: request.LogicalResourceId,
      Data: {},
    }),
  });
  if (!answer.ok) throw new LambdaError('CallbackFailed', `CloudFormation did not take the answer: ${answer.status}`);
};
