import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';

/** What a container finds in its environment. */
export function containerEnvironment(
  cloud: Cloud,
  principal: RolePrincipal | undefined,
  more: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    AWS_REGION: cloud.region,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(principal ? cloud.credentialsFor(principal) : {}),
    ...more,
  };
}
