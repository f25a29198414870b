import { action, pageAt } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { resourcesOf } from '../resources.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** Resources of a page. Source: CloudFormation API reference, ListStackResources. */
const PAGE = 100;

/** ListStackResources. */
export const listStackResources = action(
  'ListStackResources',
  onStack('ListStackResources'),
  ({ StackName, NextToken }: Named & { readonly NextToken?: string }, { cloud }) => {
    const { page, next } = pageAt(
      resourcesOf(stackNamed(StackName, cloud), cloud),
      { token: NextToken, limit: PAGE },
      () => validationError('The given NextToken is invalid'),
    );
    return {
      StackResourceSummaries: page.map(({ changed, ...resource }) => ({
        ...resource,
        LastUpdatedTimestamp: changed,
      })),
      NextToken: next,
    };
  },
);
