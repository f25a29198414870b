import { wakeAfter } from '../world/world.ts';
import type { Cloud, RawRoute } from '../kernel/index.ts';

/** What a custom resource answers. */
export interface CustomResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/** Seconds a function has to answer. CloudFormation waits an hour; a laptop need not. */
const PATIENCE_SECONDS = 600;

const waiting = new Map<string, (response: CustomResponse) => void>();

/** Opens a URL for one answer. */
export function expectResponse(
  id: string,
  cloud: Cloud,
): { readonly url: string; readonly answered: Promise<CustomResponse> } {
  const answered = new Promise<CustomResponse>((resolve) => {
    const cancel = wakeAfter(PATIENCE_SECONDS * 1000, () => {
      waiting.delete(id);
      resolve({
        Status: 'FAILED',
        Reason: `the function did not answer within ${PATIENCE_SECONDS} seconds`,
      });
    });
    waiting.set(id, (response) => {
      cancel();
      resolve(response);
    });
  });
  return { url: `${cloud.endpoint}/_cloudformation-response/${id}`, answered };
}

/** Takes the answers in. As with the presigned URLs of AWS, who knows the URL may answer. */
export const customResponseRoute: RawRoute = {
  prefix: '/_cloudformation-response/',
  signed: false,
  handle: async ({ rest, body, response }) => {
    const answer = waiting.get(rest);
    waiting.delete(rest);
    response.writeHead(answer ? 200 : 403);
    response.end();
    answer?.(JSON.parse(body.toString('utf8')) as CustomResponse);
  },
};
