import { action } from '../../../kernel/index.ts';
import { tagsOf } from '../tags.ts';

interface Input {
  readonly ResourceArn: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListTags, at most 50 at once. */
export const listTags = action(
  'ListTags',
  (input: Input) => [{ action: 'sagemaker:ListTags', resource: input.ResourceArn }],
  ({ ResourceArn, MaxResults = 50, NextToken }, { cloud }) => {
    const tags = tagsOf(cloud, ResourceArn.toLowerCase());
    const from = Number(NextToken ?? 0);
    const to = from + MaxResults;
    return { Tags: tags.slice(from, to), ...(to < tags.length ? { NextToken: String(to) } : {}) };
  },
);
