import * as iam from 'aws-cdk-lib/aws-iam';

/** Permits actions on resources: hand-written, because the ready-made grants of buckets permit deletion along with writing. */
export function permit(
  grantee: iam.IGrantable, actions: readonly string[], resources: readonly string[], conditions?: Readonly<Record<string, unknown>>,
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: [...actions], resources: [...resources], ...(conditions ? { conditions } : {}),
  }));
}
