import { AwsError } from '../../errors.ts';
import type { Cloud, PolicyDocument } from '../../kernel/index.ts';

/** A row of the resource policies' table. */
export interface PolicyRow {
  readonly name: string;
  readonly document: string;
  readonly updated: number;
}

/** Resource policies that a region may have. Source: CloudWatch Logs quotas. */
export const MAX_POLICIES = 10;

/** All resource policies as one document: services may write into log groups only by them. */
export function logsPolicy(cloud: Cloud): PolicyDocument | undefined {
  const documents = policyRows(cloud).map(({ document }) => JSON.parse(document) as PolicyDocument);
  if (documents.length === 0) return undefined;
  return {
    Version: '2012-10-17',
    Statement: documents.flatMap(({ Statement }) => Statement),
  };
}

/** All resource policies, by name. */
export function policyRows(cloud: Cloud): readonly PolicyRow[] {
  return cloud.db.all<PolicyRow>('SELECT * FROM logs_policies ORDER BY name');
}

/** How CloudWatch Logs shows a resource policy. */
export function asPolicy({ name, document, updated }: PolicyRow) {
  return { policyName: name, policyDocument: document, lastUpdatedTime: updated };
}

/** Throws InvalidParameterException for what is no policy. */
export function checkPolicy(text: string | undefined): string {
  try {
    const policy = JSON.parse(text ?? '') as Partial<PolicyDocument> | null;
    if (policy?.Statement && text) return text;
  } catch {
    // Refused below, like a policy without statements.
  }
  throw new AwsError('InvalidParameterException', 'policyDocument is not a valid policy document');
}
