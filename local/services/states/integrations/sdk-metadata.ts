import type { Cloud } from '../../../kernel/index.ts';
import type { JsonObject } from '../language/json.ts';

/** What optimized integrations add to a service's answer. */
export function sdkMetadata(cloud: Cloud, contentType = 'application/x-amz-json-1.0'): JsonObject {
  const requestId = cloud.world.uuid();
  const headers: JsonObject = {
    connection: 'keep-alive',
    'Content-Type': contentType,
    Date: new Date(cloud.world.now()).toUTCString(),
    'x-amzn-RequestId': requestId,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value]]),
      ),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
