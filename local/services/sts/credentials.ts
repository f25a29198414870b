import type {
  ActionContext,
  RolePrincipal,
  RootPrincipal,
  UserPrincipal,
} from '../../kernel/index.ts';

/** Credentials of a session, as STS tells them. */
export function credentialsOf(
  principal: RolePrincipal | UserPrincipal | RootPrincipal,
  seconds: number,
  { cloud }: ActionContext,
) {
  const keys = cloud.credentialsFor(principal, seconds);
  return {
    AccessKeyId: keys.AWS_ACCESS_KEY_ID,
    SecretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
    SessionToken: keys.AWS_SESSION_TOKEN,
    Expiration: new Date(cloud.world.now() + seconds * 1000),
  };
}
