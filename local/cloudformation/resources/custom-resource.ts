import { LocalCloudError } from '../../errors.ts';
import { expectResponse } from '../custom-responses.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** Any `Custom::*` type: a function is called, and answers by a PUT to the URL it is given. */
export const customResource: ResourceHandler = {
  type: 'AWS::CloudFormation::CustomResource',
  properties: ['*'],
  create: (properties, context) => request('Create', properties, context),
  update: (made, properties, before, context) =>
    request('Update', properties, context, {
      PhysicalResourceId: made.ref,
      OldResourceProperties: withoutToken(before),
    }),
  async remove(made, properties, context) {
    await request('Delete', properties, context, { PhysicalResourceId: made.ref });
  },
};

async function request(
  type: 'Create' | 'Update' | 'Delete',
  properties: Properties,
  context: HandlerContext,
  more: object = {},
): Promise<Made> {
  const { cloud, call, stackId, logicalId } = context;
  const id = cloud.world.uuid();
  const { url, answered } = expectResponse(id, cloud);
  const Payload = JSON.stringify({
    RequestType: type,
    RequestId: id,
    StackId: stackId,
    LogicalResourceId: logicalId,
    ResourceType: 'Custom::Resource',
    ResponseURL: url,
    ServiceToken: properties.ServiceToken,
    ResourceProperties: properties,
    ...more,
  });
  const result = await call<{ FunctionError?: string; Payload: Uint8Array }>('lambda', 'Invoke', {
    FunctionName: text(properties, 'ServiceToken'),
    Payload,
  });
  if (result.FunctionError)
    throw new LocalCloudError(
      'CustomResourceFailed',
      `the function failed: ${Buffer.from(result.Payload).toString('utf8')}`,
    );
  const response = await answered;
  if (response.Status !== 'SUCCESS')
    throw new LocalCloudError(
      'CustomResourceFailed',
      response.Reason ?? 'the function answered FAILED without a reason',
    );
  return { ref: response.PhysicalResourceId ?? logicalId, attributes: response.Data ?? {} };
}

function withoutToken({ ServiceToken: _token, ...rest }: Properties): Properties {
  return rest;
}
